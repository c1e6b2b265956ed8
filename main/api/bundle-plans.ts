import { planBundle, type BundlePlan } from "../bundle/plan-bundle.ts";
import type { PageLanguage } from "../bundle/report-page.ts";
import { createPseudonyms } from "../bundle/redaction/pseudonyms.ts";
import { createRedactor, type KnownName, type Redactor } from "../bundle/redaction/redactor.ts";
import type { CheckResult } from "../checkup/run-check.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import { createAddressReplacer } from "./address-replacer.ts";
import type { BundleHandlerSetup } from "./bundle-setup.ts";
import type { ParsedInput } from "./contract.ts";
import { pageLanguage } from "./page-language.ts";
import type { Pseudonyms } from "./sealed-bundle.ts";

type Preview = ParsedInput<"bundle.preview">;
type Choice = Pick<Preview, "runId" | "without" | "pseudonyms">;

/** What leaves of a run, and the run itself. */
export interface Planned {
  readonly plan: BundlePlan;
  readonly result: CheckResult;
}

/** What leaves of the runs that are kept, and the pseudonyms that hold for each. */
export interface BundlePlans {
  /** The plan of a choice. Fails with `not-found` where the run is no longer kept or the page's language is not there. */
  readonly planOf: (choice: Choice & Pick<Preview, "language">) => Promise<Outcome<Planned>>;
  /** What replaces the addresses of packets: they become what they become in the texts of the same bundle. */
  readonly replacerOf: (choice: Choice) => (address: string) => string;
  /** The redaction of a run, or without one of what was read without a run. */
  readonly redactorOf: (runId: string | undefined) => Redactor;
}

export const notKept = failure("not-found", "This run is no longer kept; run the check again.");
const maxPlansKept = 4;
const maxKeysKept = 64;

/** Keeps one plan for the preview, its pages and the bundle, so that what was seen is what leaves. */
export function createBundlePlans(setup: BundleHandlerSetup): BundlePlans {
  const { door, world, bundleFiles, run } = setup;
  const plans = new Map<string, Planned>();
  const keys = new Map<string, Uint8Array>();
  /** A command makes one run at most, so what it tells before the run and after it has the same pseudonyms. */
  const keyOf = (runId: string): Uint8Array => {
    const slot = door === "cli" ? "" : runId;
    return keep(keys, slot, keys.get(slot) ?? world().random.bytes(32), maxKeysKept);
  };

  const keyedBy = (runId: string): Pseudonyms => setup.pseudonymsOf(runId) ?? { key: keyOf(runId) };

  const planOf = async (choice: Choice & Pick<Preview, "language">): Promise<Outcome<Planned>> => {
    const page = await pageLanguage(choice.language);
    return page.ok ? planWith(choice, page.value) : page;
  };

  const planWith = (choice: Choice, page?: PageLanguage): Outcome<Planned> => {
    const { runId, without } = choice;
    const slot = `${runId} ${page?.language ?? "en"} ${choice.pseudonyms ? "" : "as-is "}${[...without].sort().join(" ")}`;
    const kept = plans.get(slot);
    if (kept !== undefined) return success(kept);
    const result = run(runId);
    if (result === undefined) return notKept;
    const machineNames = bundleFiles?.machineNames() ?? [];
    const said = page === undefined ? {} : { page };
    const watched = result.snapshots === undefined ? {} : { snapshots: result.snapshots };
    const options = { ...keyedBy(runId), machineNames, without, pseudonyms: choice.pseudonyms, ...watched, ...said };
    const plan = planBundle(result.report, result.events, options);
    return success(keep(plans, slot, { plan, result }, maxPlansKept));
  };

  const replacerOf = ({ runId, pseudonyms }: Choice): ((address: string) => string) =>
    pseudonyms ? createAddressReplacer(keyedBy(runId).key) : (address) => address;

  let withoutRun: { readonly met: readonly KnownName[]; readonly redactor: Redactor } | undefined;
  const pseudonymsWithoutRun = lazily(() => createPseudonyms(keyOf("")));

  /** For what is read without a run: a log, another computer's report. */
  const redactorWithoutRun = (): Redactor => {
    const met = setup.metNames.all();
    if (withoutRun?.met !== met) {
      const names = [...(bundleFiles?.machineNames() ?? []), ...met];
      withoutRun = { met, redactor: createRedactor({ key: keyOf(""), pseudonyms: pseudonymsWithoutRun(), names }) };
    }
    return withoutRun.redactor;
  };

  const redactorOf = (runId: string | undefined): Redactor => {
    const result = run(runId);
    if (result === undefined) return redactorWithoutRun();
    const planned = planWith({ runId: result.report.run.id, without: [], pseudonyms: true });
    return planned.ok ? planned.value.plan.redactor : redactorWithoutRun();
  };

  return { planOf, replacerOf, redactorOf };
}

/** A value that is made when it is first needed. */
function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Keeps a few of the newest. */
function keep<Value>(kept: Map<string, Value>, slot: string, value: Value, most: number): Value {
  kept.delete(slot);
  kept.set(slot, value);
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
  return value;
}
