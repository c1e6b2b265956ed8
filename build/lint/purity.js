/**
 * Rules 1 and 2 of the house for what is written inside a file (imports are watched by build/dependency-rules.cjs): the
 * rooms without side effects know no clock, no timer, no randomness, no process and no network. They get ports.
 */
const viaPort = (port) =>
  `Rooms without side effects know no machine: take it from the ${port} port (main/model/ports).`;

export const purityRules = {
  "no-restricted-globals": [
    "error",
    ...[
      "setTimeout",
      "setInterval",
      "setImmediate",
      "clearTimeout",
      "clearInterval",
      "performance",
      "queueMicrotask",
    ].map((name) => ({ name, message: viaPort("Clock") })),
    ...["process", "console", "fetch", "WebSocket", "Buffer", "require", "__dirname"].map((name) => ({
      name,
      message: viaPort("matching"),
    })),
  ],
  "no-restricted-properties": [
    "error",
    { object: "Date", property: "now", message: viaPort("Clock") },
    { object: "Math", property: "random", message: viaPort("RandomSource") },
    { object: "globalThis", property: "process", message: viaPort("matching") },
  ],
  "no-restricted-syntax": [
    "error",
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: viaPort("Clock") },
    {
      selector: "CallExpression[callee.property.name='getTimezoneOffset']",
      message: viaPort("LogReader.utcOffsetMinutes"),
    },
    // Data of our own, such as the words of a language, may be read when it is wanted.
    {
      selector: "ImportExpression:not([source.value=/^\\.{1,2}\\/.+\\.json$/])",
      message: "Rooms without side effects load no code at run time.",
    },
  ],
};
