import { comparisonSchemaId, type ComparedFinding, type Comparison } from "../model/comparison.ts";
import type { Finding } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import { conclude } from "./compare-conclusion.ts";
import { compareDrops } from "./compare-drops.ts";
import { compareMeasurements } from "./compare-measurements.ts";
import { confidenceRank } from "./rule.ts";

/**
 * Lays two reports side by side: before and after a fix, or at home and behind a hotspot. The order matters: the first is
 * what was, the second is what it is compared with.
 */
export function compareReports(before: Report, after: Report): Comparison {
  const parts = {
    sameNetwork: sameNetwork(before, after),
    measurements: [...compareMeasurements(before.measurements, after.measurements)],
    findings: [...compareFindings(before.findings, after.findings)],
    drops: compareDrops(before, after),
  };
  return {
    schema: comparisonSchemaId,
    before: sideOf(before),
    after: sideOf(after),
    ...parts,
    conclusion: conclude({ before, after, ...parts }),
    cautions: [...cautionsOf(before, after)],
  };
}

function sideOf(report: Report): Comparison["before"] {
  const network = networkText(report);
  return {
    runId: report.run.id,
    startedAt: report.run.startedAt,
    verdict: report.verdict,
    ...(report.gateway === undefined ? {} : { gateway: report.gateway.host }),
    ...(network === undefined ? {} : { network }),
  };
}

function networkText({ network }: Report): string | undefined {
  const [route] = network.defaultRoutes;
  if (route === undefined) return undefined;
  const { ssid } = network.wifi.find(({ interfaceName }) => interfaceName === route.interfaceName) ?? {};
  const router = route.gatewayAddress === undefined ? "" : `, router ${route.gatewayAddress}`;
  return `${ssid === undefined ? route.interfaceName : `Wi-Fi ${ssid}`}${router}`;
}

/** Told apart by the public address, the Wi-Fi's name, or the router; the same router address alone proves nothing. */
function sameNetwork(before: Report, after: Report): Comparison["sameNetwork"] {
  // Other gateways, or pseudonyms of two bundles that nobody can compare: then the networks' names may be such too.
  if (before.gateway?.host !== after.gateway?.host) return "unknown";
  const outside = [before, after].map(
    ({ measurements }) => measurements.find(({ kind }) => kind === "nat-external-address")?.value,
  );
  if (outside[0] !== undefined && outside[1] !== undefined) return outside[0] === outside[1] ? "yes" : "no";
  const names = [networkText(before), networkText(after)];
  if (names[0] === undefined || names[1] === undefined) return "unknown";
  return names[0] === names[1] ? "yes" : "no";
}

function compareFindings(before: readonly Finding[], after: readonly Finding[]): readonly ComparedFinding[] {
  const gone = before
    .filter(({ code }) => !after.some((finding) => finding.code === code))
    .map((finding): ComparedFinding => ({ ...named(finding), change: "gone", before: finding.confidence }));
  const now = after.map((finding): ComparedFinding => {
    const former = before.find(({ code }) => code === finding.code);
    if (former === undefined) return { ...named(finding), change: "new", after: finding.confidence };
    const step = confidenceRank[finding.confidence] - confidenceRank[former.confidence];
    const change = step > 0 ? "surer" : step < 0 ? "less-sure" : "unchanged";
    return { ...named(finding), change, before: former.confidence, after: finding.confidence };
  });
  return [...gone, ...now];
}

function named({ code, title, severity }: Finding): Pick<ComparedFinding, "code" | "title" | "severity"> {
  return { code, title, severity };
}

function cautionsOf(before: Report, after: Report): readonly string[] {
  const [first, second] = [before, after];
  const gateways = [first.gateway?.host, second.gateway?.host];
  return [
    ...(gateways[0] !== undefined && gateways[1] !== undefined && gateways[0] !== gateways[1]
      ? [`The gateways differ: ${gateways[0]} and ${gateways[1]}.`]
      : []),
    ...(first.client.osName !== second.client.osName || first.client.osBuild !== second.client.osBuild
      ? ["The operating systems differ: a difference may come from the computer."]
      : []),
    ...(first.run.id === second.run.id ? ["Both reports are of the same run."] : []),
    ...(Date.parse(first.run.startedAt) > Date.parse(second.run.startedAt)
      ? ["The second report is older than the first; after means the second one here."]
      : []),
    ...[first, second].flatMap(({ verdict }, index) =>
      verdict === "cancelled" ? [`The ${index === 0 ? "first" : "second"} check was stopped before its end.`] : [],
    ),
  ];
}
