/*
 * Runs the scenarios of the lab once and keeps what was observed in them, so that the diagnosis can be evaluated on real
 * daemons and real packets without a lab (root, Linux and the lab's programs are needed here only):
 *
 *   node test/evaluate/record-lab.ts [--only NAME]...
 */
import { readFileSync, writeFileSync } from "node:fs";
import { release } from "node:os";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { format } from "prettier";
import type { FindingCode } from "../../main/model/finding.ts";
import type { Report } from "../../main/model/report.ts";
import { allScenarios } from "../lab/all-scenarios.ts";
import { runCheck } from "../lab/check.ts";
import { whyNotHere } from "../lab/prerequisites.ts";
import type { Scenario } from "../lab/scenario.ts";
import { createTopology, removeOwnTopologies, removeTopology } from "../lab/topology.ts";

const { values: options } = parseArgs({ options: { only: { type: "string", multiple: true, default: [] } } });
const chosen = allScenarios.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
if (chosen.length === 0) {
  console.error(`scenarios: ${allScenarios.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}
process.on("exit", removeOwnTopologies);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));

for (const scenario of chosen) {
  const reason = whyNotHere(scenario.programs);
  if (reason !== undefined) console.error(`${scenario.name}: left out, ${reason}`);
  else await record(scenario);
}

async function record(scenario: Scenario): Promise<void> {
  const topology = await createTopology();
  try {
    const { logFiles } = await scenario.prepare(topology);
    const { report } = await runCheck(topology, logFiles, scenario.gateway, scenario.checkOptions);
    const logs = logFiles.map((file) => ({
      name: basename(file),
      lines: readFileSync(file, "utf8").trimEnd().split("\n"),
    }));
    const text = JSON.stringify([recordedCase(scenario, report, logs)]).replaceAll(
      release(),
      release().split("-")[0] ?? "",
    );
    const file = new URL(`recorded/${scenario.name}.json`, import.meta.url);
    writeFileSync(file, await format(text, { parser: "json", printWidth: 120 }));
    console.error(`${scenario.name}: recorded`);
  } catch (error) {
    console.error(`${scenario.name}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    removeTopology(topology);
  }
}

function recordedCase(
  { name, truth, expected }: Scenario,
  { client, network, gateway, measurements }: Report,
  logs: readonly object[],
) {
  const kinds = [...new Set(measurements.map(({ kind }) => kind))];
  return {
    id: `lab/${name}`,
    truth,
    split: "tune",
    expected: expected.findings satisfies readonly FindingCode[],
    client,
    // The lab's own resolver is the machine's, and tells nothing.
    network: { ...network, dnsServers: [] },
    gateway,
    measurements: Object.fromEntries(
      kinds.map((kind) => {
        const ofKind = measurements.filter((measurement) => measurement.kind === kind);
        const chosen = ofKind.find(({ outcome }) => outcome === "measured") ?? ofKind[0];
        return [kind, { ...chosen, kind: undefined }];
      }),
    ),
    logs,
  };
}
