import { logQueryFor, readLogs } from "../checkup/read-logs.ts";
import { rediagnose, reportFromLogs } from "../checkup/rediagnose.ts";
import type { CheckResult } from "../checkup/run-check.ts";
import { compareReports } from "../diagnosis/compare.ts";
import { explanations } from "../diagnosis/explanations.ts";
import { allRules } from "../diagnosis/rules/all-rules.ts";
import { findingTexts } from "../diagnosis/texts/finding-texts.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { KnownIssueSet } from "../model/known-issue.ts";
import type { CaptureFiles } from "../model/ports/captures.ts";
import type { DataFiles } from "../model/ports/data-files.ts";
import type { SmallFiles } from "../model/ports/small-files.ts";
import type { World } from "../model/ports/world.ts";
import type { Report } from "../model/report.ts";
import { captureEvidenceIn } from "./capture-evidence.ts";
import type { CallOutput, ParsedInput } from "./contract.ts";
import type { Handlers } from "./dispatch.ts";
import { openEvidence } from "./evidence-file.ts";
import { hex } from "./hex.ts";
import { loadKnownIssues, maxKnownIssuesBytes, updateKnownIssues, type KnownIssuesInUse } from "./known-issue-store.ts";
import type { MetNames } from "./met-names.ts";
import type { SealKeys } from "./unseal.ts";

interface DiagnoseSetup {
  readonly world: () => World;
  readonly captureFiles: CaptureFiles;
  readonly smallFiles: SmallFiles;
  readonly dataFiles: DataFiles;
  /** A check that is still kept. */
  readonly run: (runId: string) => CheckResult | undefined;
  readonly metNames: MetNames;
}

type DiagnoseHandlers = Pick<
  Handlers,
  "diagnose.file" | "diagnose.explain" | "compare.reports" | "known-issues.show" | "known-issues.update"
>;

/** The calls that diagnose and compare without measuring anything. */
export function createDiagnoseHandlers(setup: DiagnoseSetup): DiagnoseHandlers {
  const { dataFiles, smallFiles } = setup;
  return {
    "diagnose.file": ({ path, ...keys }, { signal }) => diagnoseFile(setup, path, signal, keys),
    "diagnose.explain": async ({ code }) => {
      const rule = allRules.find((candidate) => candidate.code === code);
      const title = rule?.title ?? findingTexts[code].plain;
      return success({ code, title, ...findingTexts[code], ...explanations[code], hides: [...(rule?.explains ?? [])] });
    },
    "compare.reports": async ({ before, after }, { signal }) => {
      const first = await reportOf(setup, before, signal);
      if (!first.ok) return first;
      const second = await reportOf(setup, after, signal);
      return second.ok ? success(compareReports(first.value, second.value)) : second;
    },
    "known-issues.show": async () => success(shown(await loadKnownIssues(dataFiles))),
    "known-issues.update": async ({ path, key }) => {
      const text = await smallFiles.read(path, maxKnownIssuesBytes);
      if (!text.ok) return text;
      const updated = await updateKnownIssues(dataFiles, text.value, key);
      return updated.ok ? success(shown({ set: updated.value, origin: "update" })) : updated;
    },
  };
}

async function diagnoseFile(
  setup: DiagnoseSetup,
  path: string,
  signal: AbortSignal,
  keys: SealKeys = {},
): Promise<Outcome<CallOutput<"diagnose.file">>> {
  const opened = await openEvidence(setup, path, keys);
  if (!opened.ok) return opened;
  const knownIssues = (await loadKnownIssues(setup.dataFiles)).set.issues;
  const evidence = opened.value;
  if (evidence.kind === "logs") return diagnoseLogs(setup, path, knownIssues, signal);
  const { kind, report } = evidence;
  const observed =
    evidence.kind === "bundle"
      ? {
          events: evidence.events,
          eventsNotUnderstood: evidence.eventsNotUnderstood,
          captures: (await captureEvidenceIn(evidence.files, signal)).observed,
        }
      : { events: undefined };
  setup.metNames.add(observed.events ?? [], report);
  return success({ kind, report: rediagnose({ report, ...observed, knownIssues }) });
}

async function diagnoseLogs(
  { world, metNames }: DiagnoseSetup,
  path: string,
  knownIssues: KnownIssueSet["issues"],
  signal: AbortSignal,
): Promise<Outcome<CallOutput<"diagnose.file">>> {
  const inWorld = world();
  const nowMs = inWorld.clock.wallMs();
  const query = logQueryFor({ logPaths: [path], systemLogs: false }, nowMs);
  const logs = await readLogs(inWorld, query, signal);
  if (signal.aborted) return failure("cancelled", "Reading the logs was stopped.");
  metNames.add(logs.events);
  const unread = logs.sources.find(({ outcome }) => outcome !== "read" && outcome !== "empty");
  if (logs.linesRead === 0) {
    return failure("invalid-input", `${path} holds no log that can be read. ${unread?.note ?? ""}`.trim());
  }
  if (logs.events.length === 0) {
    return failure("invalid-input", `${path} holds no line of a VPN: ${logs.linesRead} lines were read.`);
  }
  const { utcOffsetMinutes } = inWorld.logs;
  const runId = hex(inWorld.random.bytes(8));
  return success({ kind: "logs", report: reportFromLogs({ logs, runId, nowMs, utcOffsetMinutes, knownIssues }) });
}

type Compared = ParsedInput<"compare.reports">["before"];

/** The report to compare; from a bundle or logs it is made with the rules of today. */
async function reportOf(setup: DiagnoseSetup, compared: Compared, signal: AbortSignal): Promise<Outcome<Report>> {
  if ("report" in compared) return success(compared.report);
  if ("runId" in compared) {
    const kept = setup.run(compared.runId);
    return kept === undefined
      ? failure("not-found", "This run is no longer kept; run the check again.")
      : success(kept.report);
  }
  const diagnosed = await diagnoseFile(setup, compared.path, signal);
  return diagnosed.ok ? success(diagnosed.value.report) : diagnosed;
}

function shown({ set, origin, note }: KnownIssuesInUse): CallOutput<"known-issues.show"> {
  const { version, date, issues } = set;
  return { version, date, origin, ...(note === undefined ? {} : { note }), issues: [...issues] };
}
