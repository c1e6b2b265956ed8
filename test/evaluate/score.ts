import type { Diagnosis } from "../../main/diagnosis/evaluate.ts";
import type { Finding, FindingCode } from "../../main/model/finding.ts";

/** What is known to be true of an input, wherever it comes from. */
export interface Truth {
  readonly id: string;
  readonly origin: "thread" | "variant" | "lab" | "capture" | "simulated";
  readonly split: "tune" | "held-out";
  readonly truth: string;
  /** The public thread that tells of it. */
  readonly source?: string | undefined;
  readonly unusable?: string | undefined;
  readonly expected: readonly FindingCode[];
  readonly alsoTrue: readonly FindingCode[];
}

/** One input, what was said of it, and whether that is right. */
export interface Judged extends Truth {
  readonly findings: readonly {
    readonly code: FindingCode;
    readonly confidence: Finding["confidence"];
    readonly severity: Finding["severity"];
    readonly right: boolean;
  }[];
  /** The first finding above a notice. */
  readonly top: FindingCode | null;
  readonly topRight: boolean;
}

/** Compares a diagnosis with the truth. Where nothing is wrong, only the absence of findings above a notice is right. */
export function judgeDiagnosis(truth: Truth, { findings }: Pick<Diagnosis, "findings">): Judged {
  const { expected, alsoTrue } = truth;
  const judged = findings.map(({ code, confidence, severity }) => ({
    code,
    confidence,
    severity,
    right: expected.includes(code) || alsoTrue.includes(code),
  }));
  const top = judged.find(({ severity }) => severity !== "notice")?.code ?? null;
  const topRight = top === null ? expected.length === 0 : expected.includes(top);
  return { ...truth, findings: judged, top, topRight };
}

export interface Share {
  readonly right: number;
  readonly of: number;
}

/** How often findings of one cause were right (precision), and how often the cause was found where it was (recall). */
export interface CauseScore {
  readonly code: FindingCode;
  readonly precision: Share;
  readonly recall: Share;
}

export interface Score {
  readonly inputs: number;
  /** First finding right, in inputs with a fault that can be told. */
  readonly top: Share;
  readonly topBySplit: Readonly<Record<Truth["split"], Share>>;
  readonly topByOrigin: Readonly<Record<Truth["origin"], Share>>;
  /** No finding above a notice, in inputs without a fault. */
  readonly healthy: Share;
  readonly calibration: Readonly<Record<Finding["confidence"], Share>>;
  readonly byCause: readonly CauseScore[];
  /** Truth, then what was said in its place, and how often; the right ones among them. */
  readonly confusion: readonly {
    readonly truth: FindingCode | "healthy";
    readonly said: FindingCode | "nothing";
    readonly times: number;
  }[];
}

const origins = ["thread", "variant", "lab", "capture", "simulated"] as const;

/** All numbers, of inputs whose cause can be told; the calibration counts what was said of the others as well. */
export function scoreOf(judged: readonly Judged[]): Score {
  const usable = judged.filter(({ unusable }) => unusable === undefined);
  const faulty = usable.filter(({ expected }) => expected.length > 0);
  const top = (cases: readonly Judged[]): Share => shareOf(cases, ({ topRight }) => topRight);
  return {
    inputs: judged.length,
    top: top(faulty),
    topBySplit: {
      tune: top(faulty.filter(({ split }) => split === "tune")),
      "held-out": top(faulty.filter(({ split }) => split === "held-out")),
    },
    topByOrigin: Object.fromEntries(
      origins.map((origin) => [origin, top(faulty.filter((one) => one.origin === origin))]),
    ) as Score["topByOrigin"],
    healthy: top(usable.filter(({ expected }) => expected.length === 0)),
    calibration: {
      certain: calibrationOf(judged, "certain"),
      likely: calibrationOf(judged, "likely"),
      possible: calibrationOf(judged, "possible"),
    },
    byCause: causeScores(usable),
    confusion: confusionOf(usable),
  };
}

/** What the project promises of its diagnosis, and whether these numbers keep it. */
export function brokenPromises({ top, healthy, calibration }: Score): readonly string[] {
  return [
    ...(percent(top) >= 85 ? [] : [`the first finding is right in ${percent(top).toFixed(1)} %, promised are 85 %`]),
    ...(percent(calibration.certain) >= 98
      ? []
      : [`"certain" is right in ${percent(calibration.certain).toFixed(1)} %, promised are 98 %`]),
    ...(healthy.right === healthy.of
      ? []
      : [`${healthy.of - healthy.right} healthy inputs have a finding above a notice`]),
  ];
}

/** A share in percent; 100 of nothing, because nothing was wrong. */
export function percent({ right, of }: Share): number {
  return of === 0 ? 100 : (100 * right) / of;
}

function shareOf<T>(items: readonly T[], isRight: (item: T) => boolean): Share {
  return { right: items.filter(isRight).length, of: items.length };
}

function calibrationOf(judged: readonly Judged[], confidence: Finding["confidence"]): Share {
  const said = judged.flatMap(({ findings }) => findings).filter((finding) => finding.confidence === confidence);
  return shareOf(said, ({ right }) => right);
}

function causeScores(usable: readonly Judged[]): readonly CauseScore[] {
  const said = usable.flatMap(({ findings }) => findings);
  const codes = new Set([...usable.flatMap(({ expected }) => expected.slice(0, 1)), ...said.map(({ code }) => code)]);
  return [...codes].sort().map((code) => ({
    code,
    precision: shareOf(
      said.filter((finding) => finding.code === code),
      ({ right }) => right,
    ),
    recall: shareOf(
      usable.filter(({ expected }) => expected[0] === code),
      ({ findings, expected }) => findings.some((finding) => expected.includes(finding.code)),
    ),
  }));
}

function confusionOf(usable: readonly Judged[]): Score["confusion"] {
  const pairs = usable.map(({ expected, top, topRight }) => {
    const truth = topRight && top !== null ? top : (expected[0] ?? ("healthy" as const));
    return { truth, said: top ?? ("nothing" as const) };
  });
  return [...Map.groupBy(pairs, ({ truth, said }) => `${truth} ${said}`).values()]
    .flatMap(([first, ...others]) => (first === undefined ? [] : [{ ...first, times: others.length + 1 }]))
    .sort((a, b) => a.truth.localeCompare(b.truth) || b.times - a.times);
}
