/** What became of Electron's binary so far. */
export type ElectronState = "installed" | "missing" | "not-fetched" | "crashed";

export interface StartFacts {
  /** `process.platform` */
  readonly platform: string;
  readonly display: boolean;
  readonly root: boolean;
  readonly electron: ElectronState;
}

export interface StartStep {
  readonly step: "open-app" | "fetch-electron" | "serve-and-open" | "serve";
  readonly line?: string;
}

export function hasDisplay(platform: string, environment: Readonly<Record<string, string | undefined>>): boolean;
export function nextStep(facts: StartFacts): StartStep;
export function failedToStart(end: {
  readonly code: number | null;
  readonly signal: string | null;
  readonly ranForMs: number;
  readonly interrupted: boolean;
}): boolean;
export function mustBuild(builtAtMs: readonly (number | null)[], newestSourceMs: number): boolean;
