import type { AddressFamily, UdpSocket } from "../../model/ports/udp.ts";
import type { ProbeContext } from "../context.ts";
import { roundedMs } from "../measured.ts";
import { readUint16 } from "../ike/octets.ts";
import { type DnsAnswer, type DnsAnswerCode, type DnsType, encodeDnsQuestion, readDnsAnswer } from "./message.ts";

export interface NameServer {
  readonly address: string;
  readonly family: AddressFamily;
  readonly port: number;
}

/**
 * What a name server said. `port-refused`: an ICMP port unreachable was heard; `not-sent`: the system sent nothing to it.
 */
export type NameServerSaid =
  Exclude<DnsAnswerCode, "no-error"> | "answered" | "no-address" | "silent" | "port-refused" | "not-sent";

export interface NameServerAnswer {
  readonly server: NameServer;
  readonly said: NameServerSaid;
  readonly addresses: readonly string[];
  /** To the first answer; null where none came, or where nobody can tell which of the questions it answers. */
  readonly durationMs: number | null;
}

/** Four tries: at 10 % loss in each direction all of them fail by chance once in 750 times. */
const sendAtMs = [0, 400, 1_000, 1_600];
const giveUpAfterMs = 2_500;
const types: readonly DnsType[] = ["A", "AAAA"];
/** The most that one server is asked. */
export const dnsPacketsPerServer = sendAtMs.length * types.length;

/**
 * Asks one name server for the addresses of a name by plain DNS (RFC 1035) over UDP, both families at once. At most
 * `dnsPacketsPerServer` datagrams; 2.5 s until it counts as silent.
 *
 * @param name in its ASCII form
 */
export async function askNameServer(
  context: ProbeContext,
  server: NameServer,
  name: string,
): Promise<NameServerAnswer> {
  const nothing = { server, addresses: [], durationMs: null };
  const { address, family, port } = server;
  const opened = await context.udp.open({
    remoteAddress: address,
    family,
    fragmentation: "system",
    connectToPort: port,
  });
  if (!opened.ok) return { ...nothing, said: "not-sent" };
  try {
    return await converse(context, opened.value, server, name);
  } finally {
    opened.value.close();
  }
}

async function converse(
  { clock, random, signal, countPacket, countIgnored }: ProbeContext,
  socket: UdpSocket,
  server: NameServer,
  name: string,
): Promise<NameServerAnswer> {
  const questions = types.flatMap((type) => {
    const question = { id: readUint16(random.bytes(2), 0), name, type };
    const message = encodeDnsQuestion(question);
    return message === null ? [] : [{ question, message }];
  });
  const answers = new Map<DnsType, DnsAnswer>();
  const startedMs = clock.monotonicMs();
  const elapsedMs = (): number => clock.monotonicMs() - startedMs;
  let rounds = 0;
  let isRefused = false;
  let wasSent = false;
  let durationMs: number | null = null;
  while (signal?.aborted !== true && answers.size < questions.length) {
    const dueMs = sendAtMs[rounds];
    if (dueMs !== undefined && elapsedMs() >= dueMs) {
      rounds += 1;
      for (const { question, message } of questions.filter((asked) => !answers.has(asked.question.type))) {
        countPacket();
        if ((await socket.send(message, server.port)) === "sent") wasSent = true;
        else if (question.type === types[0]) break;
      }
      continue;
    }
    if (elapsedMs() >= giveUpAfterMs || isRefused) break;
    const arrival = await socket.receive(Math.max(1, Math.ceil((dueMs ?? giveUpAfterMs) - elapsedMs())), signal);
    if (arrival === null) continue;
    if (arrival.kind === "refused") isRefused = true;
    if (arrival.kind !== "datagram") continue;
    const answer = readDnsAnswer(arrival.payload);
    const asked = questions.find(({ question }) => answer !== null && isAnswerTo(answer, question));
    if (answer === null || asked === undefined || answers.has(asked.question.type)) {
      countIgnored();
      continue;
    }
    // The same octets are sent again, so only an answer to the first round has a time.
    if (answers.size === 0 && rounds === 1) durationMs = roundedMs(elapsedMs());
    answers.set(asked.question.type, answer);
  }
  const addresses = [...answers.values()].flatMap((answer) => answer.addresses);
  return { server, said: saidBy([...answers.values()], addresses, { isRefused, wasSent }), addresses, durationMs };
}

/** Names are the same in capitals (RFC 1035 section 2.3.3), and some servers answer in other ones than they are asked in. */
function isAnswerTo(answer: DnsAnswer, { id, name, type }: DnsAnswer["question"]): boolean {
  const { question } = answer;
  return question.id === id && question.type === type && question.name.toLowerCase() === name.toLowerCase();
}

function saidBy(
  answers: readonly DnsAnswer[],
  addresses: readonly string[],
  { isRefused, wasSent }: { readonly isRefused: boolean; readonly wasSent: boolean },
): NameServerSaid {
  if (addresses.length > 0) return "answered";
  const [trouble] = answers.flatMap(({ code }) => (code === "no-error" ? [] : [code]));
  if (trouble !== undefined) return trouble;
  if (answers.length > 0) return "no-address";
  if (isRefused) return "port-refused";
  return wasSent ? "silent" : "not-sent";
}
