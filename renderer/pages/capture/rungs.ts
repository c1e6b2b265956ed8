import type { CallOutput } from "../../../main/api/contract.ts";
import { formatDuration } from "../../format.ts";
import { texts } from "../../texts/texts.ts";

type Story = CallOutput<"capture.read">["story"];

/** One line of the ladder: a message from one end to the other, or something to know about both. */
export interface Rung {
  readonly atMs: number;
  readonly way: "to-gateway" | "to-client" | "both";
  readonly message: string;
  readonly detail: string;
  readonly tone: "plain" | "warn" | "bad";
}

/** Every message, repetition, silence, renewal of keys and word of a router, in the order of time. */
export function rungsOf(story: Story): readonly Rung[] {
  return [...exchangeRungs(story), ...noteRungs(story)].toSorted((one, other) => one.atMs - other.atMs);
}

function exchangeRungs({ exchanges, client }: Story): readonly Rung[] {
  const words = texts.captures;
  return exchanges.flatMap((exchange): readonly Rung[] => {
    const { name, triesAtMs, tries, requestBytes, outcome, answeredAtMs, answerBytes, answerSays, from } = exchange;
    const asked = hostOf(from) === client ? "to-gateway" : "to-client";
    const requests = triesAtMs.map((atMs, index): Rung => {
      const isLast = outcome === "unanswered" && index === triesAtMs.length - 1;
      const repeated = index === 0 ? [] : [words.again(index + 1, tries)];
      return {
        atMs,
        way: asked,
        message: name,
        detail: words.parts([words.bytes(requestBytes), ...repeated, ...(isLast ? [words.noAnswer] : [])]),
        tone: isLast ? "bad" : index === 0 ? "plain" : "warn",
      };
    });
    if (answeredAtMs === undefined) return requests;
    const size = answerBytes === undefined || answerBytes === 0 ? [] : [words.bytes(answerBytes)];
    const says = answerSays ?? (outcome === "refused" ? words.refused : undefined);
    const answer: Rung = {
      atMs: answeredAtMs,
      way: asked === "to-gateway" ? "to-client" : "to-gateway",
      message: name,
      detail: words.parts([...size, ...(says === undefined ? [] : [says])]),
      tone: outcome === "refused" ? "bad" : "plain",
    };
    return [...requests, answer];
  });
}

function noteRungs(story: Story): readonly Rung[] {
  const words = texts.captures;
  const note = (atMs: number, message: string, tone: Rung["tone"], detail = ""): Rung => ({
    atMs,
    way: "both",
    message,
    detail,
    tone,
  });
  return [
    ...story.idle.map(({ fromMs, lengthMs, after }) =>
      note(fromMs, words.idle(formatDuration(lengthMs)), after === "unanswered" ? "warn" : "plain", words.after[after]),
    ),
    ...story.rekeys.map(({ atMs, outcome }) =>
      note(atMs, words.rekey[outcome], outcome === "new-keys-used" || outcome === "ike-renewed" ? "plain" : "bad"),
    ),
    ...story.tooBig.map(({ atMs, router, mtuBytes }) => note(atMs, words.tooBig(router, mtuBytes), "warn")),
    ...story.addressChanges.map(({ atMs, before, after }) => note(atMs, words.moved(before, after), "warn")),
    ...story.silences.map(({ sinceMs, who, unansweredPackets }) =>
      note(sinceMs, words.silent(who, unansweredPackets), "bad"),
    ),
    ...story.keepalives.map(({ from, count, medianIntervalMs }) =>
      note(
        story.file.firstAtMs ?? 0,
        words.keepalives(count, from, medianIntervalMs === undefined ? "" : formatDuration(medianIntervalMs)),
        "plain",
      ),
    ),
  ];
}

/** `192.0.2.1:500` and `[2001:db8::1]:500` without their ports. */
function hostOf(endpoint: string): string {
  return endpoint.replace(/:\d+$/, "").replace(/^\[(?<host>.*)\]$/, "$<host>");
}
