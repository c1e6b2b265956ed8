import { binomialTail } from "../logs/chance.ts";
import type { ComparedDrops } from "../model/comparison.ts";
import { durationText } from "../model/duration-text.ts";
import type { Report } from "../model/report.ts";
import { countText } from "./wording.ts";

const hourMs = 3_600_000;
/** A difference that chance makes in less than one of twenty comparisons is called one. */
const significance = 0.05;

type Rate = ComparedDrops["before"];

/**
 * Compares how often the VPN dropped for each hour that it was up. Drops that come at random in two spans of time split
 * between them like coins that fall as the spans are long: the conditional test of two Poisson rates (Przyborowski and
 * Wilenski 1940), two-sided by doubling the smaller tail; the interval is Clopper's and Pearson's.
 */
export function compareDrops(before: Report, after: Report): ComparedDrops {
  const rates = { before: rateOf(before), after: rateOf(after) };
  return { ...rates, ...judged(rates.before, rates.after) };
}

/** Drops, and the time that a VPN was up: until its end, or until the logs end. */
function rateOf(report: Report): Rate {
  const untilMs = logsUntilMs(report);
  const up = report.sessions.map(({ lengthMs, outcome, connectedAt }) => {
    if (lengthMs !== undefined) return lengthMs;
    const isUp = outcome === "still-up" && connectedAt !== undefined && untilMs !== undefined;
    return isUp ? Math.max(0, untilMs - Date.parse(connectedAt)) : 0;
  });
  const connectedMs = up.reduce((sum, lengthMs) => sum + lengthMs, 0);
  const drops = report.sessions.filter(({ outcome }) => outcome === "dropped").length;
  return { drops, connectedMs, ...(connectedMs > 0 ? { perHour: (drops * hourMs) / connectedMs } : {}) };
}

/** A check reads logs up to its start; logs that were handed in end when their last session did something. */
function logsUntilMs({ run, sessions }: Report): number | undefined {
  const isLive = run.steps.some(({ name, outcome }) => name === "network" && outcome === "done");
  if (isLive) return Date.parse(run.startedAt);
  const times = sessions.flatMap(({ connectedAt, endedAt }) =>
    [connectedAt, endedAt].flatMap((time) => (time === undefined ? [] : [Date.parse(time)])),
  );
  return times.length === 0 ? undefined : Math.max(...times);
}

function judged(before: Rate, after: Rate): Omit<ComparedDrops, "before" | "after"> {
  const total = before.drops + after.drops;
  if (before.connectedMs === 0 || after.connectedMs === 0) {
    const where = before.connectedMs === 0 ? "the first" : "the second";
    return {
      verdict: "too-little",
      text: `How often it drops cannot be compared: ${where} report shows no VPN that was up.`,
    };
  }
  if (total === 0) {
    return { verdict: "no-difference", text: "Nothing dropped in either report." };
  }
  const share = after.connectedMs / (before.connectedMs + after.connectedMs);
  const pValue = Math.min(
    1,
    2 * Math.min(binomialTail(total, after.drops, share), binomialTail(total, before.drops, 1 - share)),
  );
  const ratio = ratioOf(before, after);
  const rates = `${rateText(before)} before and ${rateText(after)} after`;
  if (pValue < significance) {
    const fewer = after.drops * before.connectedMs < before.drops * after.connectedMs;
    const text = `It drops ${fewer ? "less" : "more"} often: ${rates}; chance makes such a difference in ${percentText(pValue)} of cases.`;
    return { verdict: fewer ? "fewer" : "more", pValue, ratio, text };
  }
  const missingMs = missingTimeMs(before, after);
  if (missingMs === undefined) {
    return { verdict: "no-difference", pValue, ratio, text: `Chance explains the difference: ${rates}.` };
  }
  return {
    verdict: "too-little",
    pValue,
    ratio,
    missingMs,
    text: `No drop since, but chance explains that too: ${rates}. If it stays up for another ${durationText(missingMs)}, it is more than chance.`,
  };
}

function ratioOf(before: Rate, after: Rate): NonNullable<ComparedDrops["ratio"]> {
  const total = before.drops + after.drops;
  const hours = before.connectedMs / after.connectedMs;
  const low = lowerShare(total, after.drops);
  const high = 1 - lowerShare(total, before.drops);
  return {
    ...(before.drops === 0 ? {} : { value: (after.drops / before.drops) * hours }),
    low: (low / (1 - low)) * hours,
    ...(high >= 1 ? {} : { high: (high / (1 - high)) * hours }),
  };
}

/** The lower end of Clopper's and Pearson's 95 % interval for the share of `successes` among `trials`. */
function lowerShare(trials: number, successes: number): number {
  if (successes === 0) return 0;
  let low = 0;
  let high = 1;
  // Fifty halvings are more than a double has digits for.
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (binomialTail(trials, successes, middle) < significance / 2) low = middle;
    else high = middle;
  }
  return low;
}

/** With no drop since: how much longer until "no drop" is more than chance; undefined where something dropped. */
function missingTimeMs(before: Rate, after: Rate): number | undefined {
  if (after.drops > 0) return undefined;
  const wantedMs = before.connectedMs * ((significance / 2) ** (-1 / before.drops) - 1);
  return Math.max(0, wantedMs - after.connectedMs);
}

function rateText({ drops, connectedMs }: Rate): string {
  return `${countText(drops, "drop")} in ${durationText(connectedMs)}`;
}

function percentText(pValue: number): string {
  return pValue < 0.001 ? "less than 0.1 %" : `${Number((pValue * 100).toPrecision(2))} %`;
}
