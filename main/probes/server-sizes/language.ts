import type { RandomSource } from "../../model/ports/random.ts";
import type { ProbeLanguage } from "../conversation.ts";
import { buildBindingRequest, newTransactionId, readBindingResponse } from "../stun/binding.ts";
import { findKnownPathMtu, type KnownPathMtu } from "../stun/known-path-mtu.ts";
import { buildSizedRequest, findSizedAnswer, withoutTail } from "../stun/sized-answer.ts";
import type { SizeService } from "./server.ts";

/** Sizes are those of UDP payloads. */
export interface SizedQuestion {
  readonly sizeBytes: number;
  /** How large the answer shall be; 0: small, as a word that the question arrived. */
  readonly answerSizeBytes: number;
}

export interface SizeLanguage<Request> extends ProbeLanguage<Request, "answer"> {
  /** The questions of which the server said that they arrived, with copies. */
  readonly arrived: () => readonly SizedQuestion[];
  /** What the server said last that its system knows of the way back; null where it says nothing. */
  readonly serverKnows: () => KnownPathMtu | null;
}

export interface SizeLanguageOptions {
  readonly random: RandomSource;
  readonly service: SizeService;
  /** Whether the large answers shall carry the don't-fragment bit. */
  readonly dontFragment: boolean;
  /** Transaction ids of all that was asked from that socket, so that late answers to an earlier search are known. */
  readonly asked: Set<string>;
  /** With a plain server, an answer counts as large from there on. */
  readonly largeFromBytes: number;
}

/**
 * Questions to a server in exact sizes. The reply that counts is the one in the size that was asked for. A plain server is
 * asked in multiples of four octets, rounded up, and answers in a size only by the PADDING of RFC 5780 section 7.6.
 */
export function sizeLanguage<Request>(
  options: SizeLanguageOptions,
  questionOf: (request: Request) => SizedQuestion,
): SizeLanguage<Request> {
  const sent = new Map<string, SizedQuestion>();
  const arrived: SizedQuestion[] = [];
  let serverKnows: KnownPathMtu | null = null;
  return {
    arrived: () => arrived,
    serverKnows: () => serverKnows,
    encode: (request) => {
      const question = questionOf(request);
      const transactionId = newTransactionId(options.random);
      const key = transactionId.join();
      sent.set(key, question);
      options.asked.add(key);
      return { key, udpPayload: encodeQuestion(options, transactionId, question) };
    },
    read: (udpPayload) => {
      const response = readBindingResponse(withoutTail(udpPayload));
      const key = response?.transactionId.join() ?? "";
      const question = sent.get(key);
      if (response === null) return null;
      if (question === undefined) return options.asked.has(key) ? "noted" : null;
      serverKnows = findKnownPathMtu(response.attributes) ?? serverKnows;
      const wantsLarge = question.answerSizeBytes > 0;
      const isLarge =
        options.service.kind === "plain"
          ? udpPayload.length >= options.largeFromBytes
          : findSizedAnswer(response.attributes)?.operation === "sized" &&
            udpPayload.length === question.answerSizeBytes;
      if (!isLarge) arrived.push(question);
      return isLarge === wantsLarge ? { key, reply: "answer" } : "noted";
    },
  };
}

function encodeQuestion(
  { service, dontFragment }: SizeLanguageOptions,
  transactionId: Uint8Array,
  { sizeBytes, answerSizeBytes }: SizedQuestion,
): Uint8Array {
  const wanted = { operation: "ask", sizeBytes: answerSizeBytes, dontFragment } as const;
  if (service.kind === "responder") {
    return buildSizedRequest(transactionId, sizeBytes, { ...wanted, cookie: service.cookie });
  }
  const evenBytes = Math.ceil(sizeBytes / 4) * 4;
  if (answerSizeBytes === 0) return buildSizedRequest(transactionId, evenBytes, wanted);
  const smallest = buildBindingRequest({ transactionId, paddingSizeBytes: 0 }).length;
  return buildBindingRequest({ transactionId, paddingSizeBytes: evenBytes - smallest });
}
