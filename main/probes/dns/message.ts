import ipaddr from "ipaddr.js";
import { concatOctets, readUint16, readUint8, uint16Octets, uint32Octets } from "../ike/octets.ts";

/* DNS messages (RFC 1035 section 4) as far as one question for an address needs them. */

/** RFC 1035 section 3.2.2, RFC 3596 section 2.1. */
export const dnsTypes = { A: 1, AAAA: 28 } as const;
export type DnsType = keyof typeof dnsTypes;

export interface DnsQuestion {
  /** From 0 to 65535. */
  readonly id: number;
  /** In its ASCII form, without a final dot. */
  readonly name: string;
  readonly type: DnsType;
}

/** RFC 1035 section 4.1.1; what is left says that the server cannot or will not tell. */
export type DnsAnswerCode = "no-error" | "server-failure" | "no-such-name" | "refused" | "other";

export interface DnsAnswer {
  readonly question: DnsQuestion;
  readonly code: DnsAnswerCode;
  /** Of the type that was asked for; those that did not fit into the datagram are missing. */
  readonly addresses: readonly string[];
}

const headerBytes = 12;
const internetClass = 1;
const responseFlag = 0x8000;
const recursionDesiredFlag = 0x0100;
const recursionAvailableFlag = 0x0080;
/** RFC 1035 section 2.3.4. */
const longestLabelBytes = 63;
const longestNameBytes = 253;
/** A name of 255 octets has at most 127 labels, and each jump ends one: more of them are a loop. */
const mostJumps = 127;
/** No honest answer that fits into a datagram has more records. */
const mostRecords = 256;
/** Of a pointer to where the question's name stands, which is right behind the header. */
const questionNamePointer = 0xc000 | headerBytes;

const codes: Readonly<Record<number, DnsAnswerCode>> = {
  0: "no-error",
  2: "server-failure",
  3: "no-such-name",
  5: "refused",
};

/** A recursive question for the addresses of a name; null for what is no host name. */
export function encodeDnsQuestion(question: DnsQuestion): Uint8Array | null {
  const section = encodeQuestionSection(question);
  return section === null ? null : concatOctets([encodeHeader(question.id, recursionDesiredFlag, 0), section]);
}

/** The answer of a recursive server. Throws a RangeError for addresses and names that are none. */
export function encodeDnsAnswer({ question, code, addresses }: DnsAnswer): Uint8Array {
  const section = encodeQuestionSection(question);
  if (section === null) throw new RangeError(`Not a host name: ${question.name}`);
  const number = Object.entries(codes).find(([, name]) => name === code)?.[0] ?? 4;
  const flags = responseFlag | recursionDesiredFlag | recursionAvailableFlag | Number(number);
  const records = addresses.map((address) => {
    const octets = Uint8Array.from(ipaddr.parse(address).toByteArray());
    return concatOctets([
      uint16Octets(questionNamePointer),
      uint16Octets(dnsTypes[question.type]),
      uint16Octets(internetClass),
      uint32Octets(60),
      uint16Octets(octets.length),
      octets,
    ]);
  });
  return concatOctets([encodeHeader(question.id, flags, records.length), section, ...records]);
}

/** Reads a question for an address; null for anything else. */
export function readDnsQuestion(message: Uint8Array): DnsQuestion | null {
  return readWhole(message, () => {
    const isQuestion = (readUint16(message, 2) & responseFlag) === 0;
    return isQuestion ? (readQuestionSection(message)?.question ?? null) : null;
  });
}

/** Reads the answer to a question for an address; null for anything else, however it is broken. */
export function readDnsAnswer(message: Uint8Array): DnsAnswer | null {
  return readWhole(message, () => {
    const flags = readUint16(message, 2);
    const asked = readQuestionSection(message);
    const records = readUint16(message, 6);
    if ((flags & responseFlag) === 0 || asked === null || records > mostRecords) return null;
    const addresses: string[] = [];
    let offset = asked.endOffset;
    for (let index = 0; index < records; index += 1) {
      const name = readName(message, offset);
      if (name === null) return null;
      const type = readUint16(message, name.endOffset);
      const lengthBytes = readUint16(message, name.endOffset + 8);
      const data = message.slice(name.endOffset + 10, name.endOffset + 10 + lengthBytes);
      if (data.length !== lengthBytes) return null;
      if (type === dnsTypes[asked.question.type]) {
        if (lengthBytes !== (asked.question.type === "A" ? 4 : 16)) return null;
        addresses.push(ipaddr.fromByteArray([...data]).toString());
      }
      offset = name.endOffset + 10 + lengthBytes;
    }
    return { question: asked.question, code: codes[flags & 0xf] ?? "other", addresses };
  });
}

/** Reading behind the end of a message is what a broken one makes us do, and nothing more. */
function readWhole<Value>(message: Uint8Array, read: () => Value | null): Value | null {
  if (message.length < headerBytes) return null;
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function encodeHeader(id: number, flags: number, answers: number): Uint8Array {
  return concatOctets([id, flags, 1, answers, 0, 0].map(uint16Octets));
}

function encodeQuestionSection({ name, type }: DnsQuestion): Uint8Array | null {
  if (name === "" || name.length > longestNameBytes) return null;
  const labels = name.split(".").map((label) => Uint8Array.from(label, (character) => character.codePointAt(0) ?? 0));
  const isName = labels.every((label) => label.length > 0 && label.length <= longestLabelBytes);
  if (!isName || !/^[\x21-\x7e]+$/.test(name)) return null;
  const encoded = labels.flatMap((label) => [Uint8Array.of(label.length), label]);
  return concatOctets([...encoded, Uint8Array.of(0), uint16Octets(dnsTypes[type]), uint16Octets(internetClass)]);
}

function readQuestionSection(
  message: Uint8Array,
): { readonly question: DnsQuestion; readonly endOffset: number } | null {
  if (readUint16(message, 4) !== 1) return null;
  const name = readName(message, headerBytes);
  if (name === null) return null;
  const typeNumber = readUint16(message, name.endOffset);
  const type = (["A", "AAAA"] as const).find((known) => dnsTypes[known] === typeNumber);
  if (type === undefined || readUint16(message, name.endOffset + 2) !== internetClass) return null;
  return { question: { id: readUint16(message, 0), name: name.text, type }, endOffset: name.endOffset + 4 };
}

/** A name, with the pointers of RFC 1035 section 4.1.4 followed; null for one that runs in a circle. */
function readName(
  message: Uint8Array,
  startOffset: number,
): { readonly text: string; readonly endOffset: number } | null {
  const labels: string[] = [];
  let offset = startOffset;
  let endOffset: number | null = null;
  for (let jumps = 0; jumps <= mostJumps;) {
    const length = readUint8(message, offset);
    if (length === 0) return { text: labels.join("."), endOffset: endOffset ?? offset + 1 };
    if (length >= 0xc0) {
      endOffset ??= offset + 2;
      offset = readUint16(message, offset) & 0x3fff;
      jumps += 1;
      continue;
    }
    if (length > longestLabelBytes || labels.length > mostJumps) return null;
    labels.push(String.fromCodePoint(...message.slice(offset + 1, offset + 1 + length)));
    offset += 1 + length;
  }
  return null;
}
