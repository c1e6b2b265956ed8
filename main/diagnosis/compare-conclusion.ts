import type { ComparedFinding, ComparedMeasurement, Comparison } from "../model/comparison.ts";
import type { FindingCode } from "../model/finding.ts";
import type { MeasurementKind } from "../model/measurement.ts";
import type { Report } from "../model/report.ts";
import { durationText } from "../model/duration-text.ts";

interface Compared extends Pick<Comparison, "sameNetwork" | "measurements" | "findings" | "drops"> {
  readonly before: Report;
  readonly after: Report;
}

type Conclusion = Comparison["conclusion"];

/** Findings that are about the network between the computer and the gateway. */
const ofTheNetwork: ReadonlySet<FindingCode> = new Set<FindingCode>([
  "nat-udp-timeout",
  "path-mtu-too-small",
  "mtu-black-hole",
  "fragments-dropped",
  "conntrack-exhausted",
  "udp-500-blocked",
  "udp-4500-blocked",
  "udp-blocked",
  "esp-blocked",
  "dpi-interference",
  "gateway-silent",
  "dns-failure",
  "captive-portal",
]);

/** Measurements that tell by themselves what the network lets through, as a sentence names them. */
const tellingKinds: ReadonlyMap<MeasurementKind, string> = new Map<MeasurementKind, string>([
  ["reach-udp-500", "UDP port 500"],
  ["reach-udp-4500", "UDP port 4500"],
  ["path-mtu", "the largest packet that gets through"],
  ["fragments-out", "whether fragments get through"],
  ["fragments-in", "whether fragments come back"],
  ["nat-lifetime-replied", "how long an idle connection stays open"],
  ["esp-in-udp", "ESP in UDP"],
  ["dpi", "what is done to IKE packets"],
  ["captive-portal", "a sign-in page in the way"],
  ["dns", "what the name server answers"],
]);

/** What the comparison means, in one sentence, and no more than its numbers carry. */
export function conclude(compared: Compared): Conclusion {
  const wasBad = isBad(compared.before);
  const isBadNow = isBad(compared.after);
  if (!wasBad && !isBadNow) {
    return { kind: "no-change", text: "Neither report shows a fault, so there is nothing to compare." };
  }
  if (!wasBad) return worse(compared);
  return isBadNow ? stillBad(compared) : better(compared);
}

function better(compared: Compared): Conclusion {
  const { drops, sameNetwork } = compared;
  const proof = proofOfChange(compared);
  if (proof === undefined) {
    const wait = drops.missingMs === undefined ? "Use the VPN longer, and compare again." : waitText(drops.missingMs);
    return { kind: "cannot-tell", text: `It looks better, but chance explains that too. ${wait}` };
  }
  if (sameNetwork === "no") {
    return {
      kind: "network-is-the-cause",
      text: `Behind the other network it holds (${proof}): the first network, its router or its provider, is the cause.`,
    };
  }
  return { kind: "better", text: `What was changed has helped: ${proof}.` };
}

function stillBad(compared: Compared): Conclusion {
  const { drops, findings, sameNetwork } = compared;
  const lasting = findings.filter(
    (finding) => isFault(finding) && finding.change !== "gone" && finding.change !== "new",
  );
  if (drops.verdict === "fewer") {
    return { kind: "better", text: `It is better, but not good: ${lowerFirst(drops.text)}` };
  }
  if (drops.verdict === "more") return { kind: "worse", text: `It has become worse: ${lowerFirst(drops.text)}` };
  if (lasting.length > 0 && sameNetwork === "no") {
    return {
      kind: "not-the-network",
      text: `It fails in both networks in the same way (${lasting[0]?.title ?? ""}): the cause is this computer or the gateway, and not the network.`,
    };
  }
  if (lasting.length > 0) {
    return { kind: "no-change", text: `What was changed has not helped: ${lasting[0]?.title ?? ""}, as before.` };
  }
  const fresh = findings.find((finding) => isFault(finding) && finding.change === "new");
  return fresh === undefined
    ? { kind: "cannot-tell", text: `Both reports show trouble, and nothing tells them apart. ${drops.text}` }
    : { kind: "no-change", text: `One fault has taken another's place: ${fresh.title}.` };
}

function worse(compared: Compared): Conclusion {
  const fresh = compared.findings.find((finding) => isFault(finding) && finding.change === "new");
  const what = fresh?.title ?? compared.drops.text.replace(/\.$/, "");
  const proof = proofOfChange(compared);
  if (proof === undefined && fresh?.after !== "certain") {
    return { kind: "cannot-tell", text: `The second report shows trouble (${what}), but chance explains that too.` };
  }
  const onlyNetwork = compared.sameNetwork === "no" && fresh !== undefined && ofTheNetwork.has(fresh.code);
  return onlyNetwork
    ? { kind: "network-is-the-cause", text: `Only the second network has the fault: ${what}.` }
    : { kind: "worse", text: `It has become worse: ${what}.` };
}

/** Why the difference is more than chance; undefined where it is not. */
function proofOfChange({ drops, findings, measurements }: Compared): string | undefined {
  if (drops.verdict === "fewer" || drops.verdict === "more") return lowerFirst(drops.text.replace(/\.$/, ""));
  const networkFindings = findings.filter(({ code, change }) => ofTheNetwork.has(code) && isTurn(change));
  const told = measurements.find(({ kind, change }) => tellingKinds.has(kind) && change === "changed");
  if (networkFindings.length > 0 && told !== undefined) return measuredText(told);
  const certain = findings.find(({ change, before, after }) => isTurn(change) && (before ?? after) === "certain");
  // A fault that was certain is gone for certain only where what proved it was looked at again.
  return certain !== undefined && told !== undefined ? measuredText(told) : undefined;
}

function isTurn(change: ComparedFinding["change"]): boolean {
  return change === "gone" || change === "new";
}

function measuredText({ kind, unit, before, after }: ComparedMeasurement): string {
  const unitText = unit === undefined ? "" : ` ${unit}`;
  return `${tellingKinds.get(kind) ?? kind} was ${String(before?.value)}${unitText} and is ${String(after?.value)}${unitText}`;
}

function isBad({ findings, sessions }: Report): boolean {
  return findings.some(isFault) || sessions.some(({ outcome }) => outcome === "dropped");
}

function isFault({ severity }: Pick<ComparedFinding, "severity">): boolean {
  return severity !== "notice";
}

function waitText(missingMs: number): string {
  return `If it stays up for another ${durationText(missingMs)}, it is more than chance.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
