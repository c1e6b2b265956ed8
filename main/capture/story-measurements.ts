import type { CaptureStory } from "../model/capture-story.ts";
import type { Measurement, ReachValue } from "../model/measurement.ts";
import { measured } from "../probes/measured.ts";
import { hostOf, portOf } from "./seen.ts";

/** As every measurement of a capture is made: by looking. */
const method = "capture";
/** A request that was sent so often without an answer is lost, and not only late. */
const triesBeforeNo = 3;
/** RFC 791 section 3.1: every host takes this much; routers that tell less are lying or broken. */
const smallestMtuBytes = 576;
/** A fragment may get lost like any packet; so many do not. */
const fragmentsBeforeNo = 3;

/** What a capture measures of the path between its client and its gateway. */
export function measurementsOf(story: CaptureStory): readonly Measurement[] {
  const { client, gateway } = story;
  if (client === undefined || gateway === undefined) return [];
  return [
    ...reach(story, gateway, 500),
    ...reach(story, gateway, 4500),
    ...natPresent(story, gateway),
    ...tooBig(story, client, gateway),
    ...fragments(story, client, gateway),
    ...loss(story, client, gateway),
    ...keepalives(story, client, gateway),
  ];
}

function reach(story: CaptureStory, gateway: string, port: 500 | 4500): readonly Measurement[] {
  const asked = story.exchanges.filter(
    (one) => one.protocol.startsWith("ike") && one.byInitiator && hostOf(one.to) === gateway && portOf(one.to) === port,
  );
  const heard = story.esp.some(({ from, inUdp }) => inUdp && hostOf(from) === gateway && portOf(from) === port);
  const isRefused = asked.some(({ answerSays }) => answerSays === "port unreachable");
  const isAnswered =
    heard ||
    asked.some(({ answeredAtMs, answerSays }) => answeredAtMs !== undefined && answerSays !== "port unreachable");
  const tries = asked.reduce((sum, one) => sum + one.tries, 0);
  const value: ReachValue | null = isAnswered
    ? "answered"
    : isRefused
      ? "refused"
      : tries >= triesBeforeNo
        ? "silent"
        : null;
  const subject = { kind: `reach-udp-${port}`, method, target: `${gateway}:${port}` } as const;
  return value === null ? [] : [measured(subject, value, { details: { tries } })];
}

function natPresent(story: CaptureStory, gateway: string): readonly Measurement[] {
  const answers = story.tunnels.map(({ initiatorBehindNat }) => initiatorBehindNat.answer);
  const subject = { kind: "nat-present", method: "ike-nat-detection", target: gateway } as const;
  if (answers.includes("yes")) return [measured(subject, true)];
  return answers.includes("no") ? [measured(subject, false)] : [];
}

function tooBig(story: CaptureStory, client: string, gateway: string): readonly Measurement[] {
  const hosts = new Set([client, gateway]);
  const told = story.tooBig.filter(
    ({ about, mtuBytes }) =>
      mtuBytes >= smallestMtuBytes && hosts.has(hostOf(about.from)) && hosts.has(hostOf(about.to)),
  );
  if (told.length === 0) return [];
  const mtuBytes = Math.min(...told.map((one) => one.mtuBytes));
  const at = { method, target: gateway };
  return [
    measured({ kind: "path-mtu", ...at }, mtuBytes, { unit: "bytes", details: { routers: told.length } }),
    measured({ kind: "icmp-too-big", ...at }, true, { details: { heard: told.length } }),
  ];
}

/** Only who receives can tell whether fragments arrive. */
function fragments(story: CaptureStory, client: string, gateway: string): readonly Measurement[] {
  const toGateway = story.capturedAt === "gateway";
  if (!toGateway && story.capturedAt !== "client") return [];
  const [from, to] = toGateway ? [client, gateway] : [gateway, client];
  const found = story.fragments.find((one) => one.from === from && one.to === to);
  if (found === undefined) return [];
  const { complete, incomplete } = found;
  const subject = { kind: toGateway ? "fragments-out" : "fragments-in", method, target: gateway } as const;
  if (complete > 0) return [measured(subject, true, { details: { complete, incomplete } })];
  return incomplete >= fragmentsBeforeNo ? [measured(subject, false, { details: { complete, incomplete } })] : [];
}

/** ESP packets are numbered: the receiver knows what is missing. */
function loss(story: CaptureStory, client: string, gateway: string): readonly Measurement[] {
  const receiver = story.capturedAt === "gateway" ? gateway : story.capturedAt === "client" ? client : null;
  const received = story.esp.filter(({ to }) => hostOf(to) === receiver);
  const missing = received.reduce((sum, sa) => sum + sa.missing, 0);
  const packets = received.reduce((sum, sa) => sum + sa.packets - sa.duplicates, 0);
  if (packets < 20) return [];
  const percent = Math.round((1000 * missing) / (missing + packets)) / 10;
  const subject = { kind: "loss", method: "esp-sequence-numbers", target: gateway } as const;
  return [measured(subject, percent, { unit: "%", details: { missing, packets } })];
}

function keepalives(story: CaptureStory, client: string, gateway: string): readonly Measurement[] {
  const own = story.keepalives.find(({ from, to }) => hostOf(from) === client && hostOf(to) === gateway);
  if (own?.medianIntervalMs === undefined) return [];
  const subject = { kind: "keepalive-interval", method, target: gateway } as const;
  const { count, longestIntervalMs = 0 } = own;
  const details = {
    count,
    longestIntervalSeconds: Math.round(longestIntervalMs / 100) / 10,
    about: "sent by the client",
  };
  return [measured(subject, Math.round(own.medianIntervalMs / 100) / 10, { unit: "s", details })];
}
