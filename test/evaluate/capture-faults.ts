import { readdirSync } from "node:fs";
import { createCaptureHandlers } from "../../main/api/capture-handlers.ts";
import { createCaptureFiles } from "../../main/host/capture-file.ts";
import { capturePath } from "../fakes/fixture-captures.ts";
import { createSimulatedWorld } from "../fakes/simulated-world.ts";
import { readCases } from "./labelled-case.ts";

/* `node test/evaluate/capture-faults.ts`: each fault of the lab, and what is found in its captures with nothing else. */

interface CaptureFault {
  readonly scenario: string;
  /** Any of these is right; none where nothing is wrong. */
  readonly expected: readonly string[];
  readonly atClient: readonly string[];
  readonly atGateway: readonly string[];
  readonly joined: readonly string[];
  /** Whether one of the three ways names it, or, where nothing is wrong, none names anything. */
  readonly named: boolean;
}

const context = { signal: new AbortController().signal, emit: () => undefined };

/** Reads every pair of captures of the lab. */
export async function captureFaults(): Promise<readonly CaptureFault[]> {
  const { world } = createSimulatedWorld({});
  const handlers = createCaptureHandlers({ world: () => world, captureFiles: createCaptureFiles() });
  const cases = readCases();
  const found = async (name: string): Promise<readonly string[]> => {
    const outcome = await handlers["capture.read"]({ path: capturePath(name) }, context);
    if (!outcome.ok) throw new Error(outcome.error.message);
    return causes(outcome.value.findings);
  };
  const scenarios = readdirSync(capturePath("")).flatMap((name) => /^(.*)\.client\.pcap$/.exec(name)?.[1] ?? []);
  return Promise.all(
    scenarios.map(async (scenario) => {
      const known = cases.find(({ id }) => id === `lab/${scenario}`);
      if (known === undefined) throw new Error(`There is no recorded scenario ${scenario}.`);
      const paths = { client: `${scenario}.client.pcap`, gateway: `${scenario}.gateway.pcap` };
      const both = await handlers["capture.join"](
        { client: capturePath(paths.client), gateway: capturePath(paths.gateway) },
        context,
      );
      const atClient = await found(paths.client);
      const atGateway = await found(paths.gateway);
      const joined = both.ok ? causes(both.value.findings) : [];
      const { expected } = known;
      const all = [atClient, atGateway, joined];
      const named =
        expected.length === 0
          ? all.every((codes) => codes.length === 0)
          : all.some(([first]) => expected.some((code) => code === first));
      return { scenario, expected, atClient, atGateway, joined, named };
    }),
  );
}

function causes(findings: readonly { readonly code: string; readonly severity: string }[]): readonly string[] {
  return findings.filter(({ severity }) => severity !== "notice").map(({ code }) => code);
}

if (import.meta.main) {
  const faults = await captureFaults();
  const text = (codes: readonly string[]): string => codes.join(" ") || "–";
  for (const { scenario, expected, atClient, atGateway, joined, named } of faults) {
    const columns = [scenario, text(expected), text(atClient), text(atGateway), text(joined)];
    const widths = [26, 34, 28, 28, 28];
    const line = columns.map((column, index) => column.padEnd(widths[index] ?? 0)).join(" ");
    process.stdout.write(`${named ? "named " : "MISSED"} ${line.trimEnd()}\n`);
  }
  const missed = faults.filter(({ named }) => !named).length;
  process.stdout.write(`${faults.length - missed} of ${faults.length} (expected | client | gateway | both ends)\n`);
  if (missed > 0) process.exitCode = 1;
}
