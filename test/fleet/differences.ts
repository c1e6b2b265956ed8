/** Both sum up in another order. */
const relativeError = 1e-8;
/** Of p-values that are nothing anyway. */
const absoluteError = 1e-13;

/** Where two values differ, numbers by more than rounding, as paths with both; at most a few. */
export function differences(path: string, found: unknown, wanted: unknown): readonly string[] {
  return allDifferences(path, found, wanted).slice(0, 10);
}

function allDifferences(path: string, found: unknown, wanted: unknown): readonly string[] {
  if (typeof found === "number" && typeof wanted === "number") {
    const isClose = Math.abs(found - wanted) <= Math.max(absoluteError, relativeError * Math.abs(wanted));
    return isClose ? [] : [`${path} is ${found} instead of ${wanted}`];
  }
  if (isObject(found) && isObject(wanted)) {
    const names = [...new Set([...Object.keys(found), ...Object.keys(wanted)])];
    return names.flatMap((name) => allDifferences(`${path}.${name}`, found[name], wanted[name]));
  }
  return found === wanted ? [] : [`${path} is ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
