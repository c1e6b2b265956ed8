import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type Measurement, type MeasurementKind, measurementSchema } from "../../main/model/measurement.ts";
import {
  createTopology,
  namespaceOf,
  removeOwnTopologies,
  removeTopology,
  type Role,
  type Topology,
} from "../lab/topology.ts";
import type { Job, JobReport } from "./lab-agent.ts";

const agentFile = fileURLToPath(new URL("lab-agent.ts", import.meta.url));
const reportSchema = z.object({ measurements: z.array(measurementSchema), wallMs: z.number(), packets: z.number() });

/** A process in a namespace of the lab that does one job after the other. */
export interface LabAgent {
  readonly ask: (job: Job) => Promise<JobReport>;
}

/** Starts an agent in the namespace of `role`; it ends with the topology. `ask` throws when the agent has died. */
export function startAgent(topology: Topology, role: Role): LabAgent {
  const child = spawn("ip", ["netns", "exec", namespaceOf(topology, role), process.execPath, agentFile], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (job) => {
      child.stdin.write(`${job}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error(`the agent of the ${role} died of the job ${job}`);
      return reportSchema.parse(JSON.parse(line.value));
    },
  };
}

let removesAtEnd = false;

/** Builds a topology for `use`, and takes it down again whatever happens. */
export async function withTopology<Result>(use: (topology: Topology) => Promise<Result>): Promise<Result> {
  if (!removesAtEnd) {
    removesAtEnd = true;
    process.on("exit", removeOwnTopologies);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
  }
  const topology = await createTopology();
  try {
    return await use(topology);
  } finally {
    removeTopology(topology);
  }
}

/** The measurement of that kind; undefined when the probe gave none. */
export function found({ measurements }: JobReport, kind: MeasurementKind): Measurement | undefined {
  return measurements.find((measurement) => measurement.kind === kind);
}

/** What came out, in one word: the value where it was measured, else the outcome. */
export function resultOf(report: JobReport, kind: MeasurementKind): string {
  const measurement = found(report, kind);
  return measurement?.outcome === "measured" ? String(measurement.value) : (measurement?.outcome ?? "missing");
}

/** The middle value, the lower of two; NaN without any. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.ceil(values.length / 2) - 1] ?? NaN;
}
