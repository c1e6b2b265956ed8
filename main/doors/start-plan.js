/*
 * What `npm start` does, as pure decisions. Plain JavaScript: the Node that starts it may be too old for TypeScript.
 * The types are in start-plan.d.ts.
 */

/** A person sits in front of this machine: a desktop on Linux, no remote shell elsewhere. */
export function hasDisplay(platform, environment) {
  if (platform === "linux") return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
  return !environment.SSH_CONNECTION;
}

/**
 * The next thing to do. `line` is what to tell the person first; it is absent where everything goes as wished.
 */
export function nextStep({ platform, display, root, electron }) {
  if (!display) {
    return {
      step: "serve",
      line: "There is no display here, so Tunnel Doctor is served as a page, and there is the command line: npm run doctor -- check",
    };
  }
  if (platform === "linux" && root) {
    return {
      step: "serve-and-open",
      line: "The desktop app does not run as root, so the same interface opens in your browser.",
    };
  }
  switch (electron) {
    case "installed":
      return { step: "open-app" };
    case "missing":
      return { step: "fetch-electron", line: "Fetching the desktop app, which is done once (about 120 MB) …" };
    case "not-fetched":
      return {
        step: "serve-and-open",
        line: 'The desktop app could not be fetched ("npx install-electron" tries longer), so the same interface opens in your browser.',
      };
    case "crashed":
      return {
        step: "serve-and-open",
        line: "The desktop app did not start on this machine, so the same interface opens in your browser.",
      };
    default:
      throw new Error(`Unexpected state of Electron: ${electron}`);
  }
}

/** A window that was used for longer than this (in ms) did start; how it ended is not a reason to open a browser. */
const startedAfterMs = 10_000;

/** Did the app fail to start? A window that the person closed ends with code 0; Ctrl-C ends it on purpose. */
export function failedToStart({ code, signal, ranForMs, interrupted }) {
  if (interrupted || ranForMs >= startedAfterMs) return false;
  return signal !== null || code !== 0;
}

/**
 * Must the programs be built? Yes when one is missing, or older than a source.
 *
 * @param builtAtMs when each was built, null for one that is missing.
 */
export function mustBuild(builtAtMs, newestSourceMs) {
  return builtAtMs.some((atMs) => atMs === null || atMs < newestSourceMs);
}
