import { success, type Outcome } from "../model/failure.ts";
import type { Clock } from "../model/ports/clock.ts";
import type { TcpConnector } from "../model/ports/tcp.ts";

type TcpAnswer = Outcome<"answered" | "refused" | "silent">;

/** What the answer is waited for, in all. */
const tcpTimeoutMs = 3_000;
/** A system asks again after one second (RFC 6298, section 2.1), so that the questions of three tries come one by one. */
const tryEveryMs = 700;
const tries = 3;
/** Each try asks at most twice, and what opens is closed again. */
export const tcpPacketBudget = tries * 2 + 4;

/**
 * Whether a TCP port answers, by three tries that overlap: one alone asks twice in its time, which is too little to call a
 * host silent where packets get lost. The first answer ends all of them.
 *
 * @returns `silent` where none of the tries heard anything; a failure, such as `cancelled`, where none could be made
 */
export async function reachTcp(
  { tcp, clock }: { readonly tcp: TcpConnector; readonly clock: Clock },
  { address, port }: { readonly address: string; readonly port: number },
  signal: AbortSignal,
): Promise<TcpAnswer> {
  const answered = new AbortController();
  const either = AbortSignal.any([signal, answered.signal]);
  const attempt = async (index: number): Promise<TcpAnswer | null> => {
    const afterMs = index * tryEveryMs;
    if (afterMs > 0) {
      await clock.sleep(afterMs, either);
      if (either.aborted) return null;
    }
    const answer = await tcp.connect(address, port, tcpTimeoutMs - afterMs, either);
    if (!answer.ok || answer.value !== "silent") answered.abort();
    return answer;
  };
  const answers = (await Promise.all(Array.from({ length: tries }, (_, index) => attempt(index)))).filter(
    (answer) => answer !== null,
  );
  return (
    answers.find((answer) => answer.ok && answer.value !== "silent") ??
    answers.find((answer) => !answer.ok) ??
    success("silent")
  );
}
