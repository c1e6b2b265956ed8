/*
 * Which room may import which, and why. `test/unit/house/rules.test.ts` plants a violation of every rule and checks that
 * it is found.
 */
const pureRooms =
  "model|logs|network|probes|capture|diagnosis|language|bundle|request|fleet|responder|checkup|watch|practice|api";

/** What each room may import of the other rooms. Data flows one way, so the table has no cycle. */
const mayImport = {
  model: [],
  network: ["model"],
  logs: ["model"],
  probes: ["model", "network"],
  capture: ["model", "probes"],
  diagnosis: ["model", "logs", "network", "probes"],
  language: ["model"],
  bundle: ["model"],
  request: ["model", "bundle"],
  fleet: ["model", "bundle", "diagnosis", "probes"],
  responder: ["model", "probes"],
  practice: ["model", "probes", "responder"],
  checkup: ["model", "logs", "network", "probes", "diagnosis"],
  watch: ["model", "logs", "network", "probes", "diagnosis", "checkup"],
  api: [
    "model",
    "logs",
    "network",
    "probes",
    "capture",
    "diagnosis",
    "language",
    "bundle",
    "request",
    "fleet",
    "checkup",
    "watch",
    "practice",
  ],
  host: ["model", "logs", "network", "practice", "responder"],
};

const roomRules = Object.entries(mayImport).map(([room, allowed]) => ({
  name: `${room}-imports`,
  comment: `${room} may import ${allowed.length === 0 ? "nothing of ours" : `only ${allowed.join(", ")}`}: data flows one way, and a room further down the stream must not be needed to understand one further up.`,
  severity: "error",
  from: { path: `^main/${room}/` },
  to: { path: "^main/", pathNot: `^main/(${[room, ...allowed].join("|")})/` },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: "pure-rooms-touch-no-machine",
      comment:
        "Only host touches the machine; the other rooms get ports, so that they run in memory with a clock of their own. node:crypto hashing counts as arithmetic.",
      severity: "error",
      from: { path: `^main/(${pureRooms})/` },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?crypto$" },
    },
    {
      name: "pure-rooms-use-pure-libraries",
      comment: "A library that opens sockets, files or processes would be a second way to the machine.",
      severity: "error",
      from: { path: `^main/(${pureRooms})/` },
      to: {
        dependencyTypes: ["npm"],
        pathNot: "node_modules/(zod|ipaddr\\.js|fflate|fast-xml-parser|age-encryption|csv-stringify)/",
      },
    },
    {
      name: "electron-only-in-app",
      comment: "Electron is one door of three: everything else must run without it.",
      severity: "error",
      from: { pathNot: "^main/doors/app/|^test/" },
      to: { path: "^electron$|node_modules/electron/" },
    },
    {
      name: "host-is-wired-by-doors",
      comment: "Only doors hand the machine to the rest, so that nothing reaches it by a side path.",
      severity: "error",
      from: { path: "^main/", pathNot: "^main/(host|doors)/" },
      to: { path: "^main/host/" },
    },
    {
      name: "doors-are-last",
      comment: "A door is an entrance: nothing inside the house leads back to it. Doors may share main/doors itself.",
      severity: "error",
      from: { path: "^main/", pathNot: "^main/doors/" },
      to: { path: "^main/doors/" },
    },
    {
      name: "renderer-knows-the-contract-only",
      comment:
        "The renderer is untrusted and may run in any browser: it sees the types of the contract, nothing else of main.",
      severity: "error",
      from: { path: "^renderer/" },
      to: { path: "^main/", pathNot: "^main/api/contract\\.ts$" },
    },
    {
      name: "renderer-takes-types-only",
      comment: "A value import would carry zod and main's code into the page.",
      severity: "error",
      from: { path: "^renderer/" },
      to: { path: "^main/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "renderer-touches-no-node",
      comment: "The page runs in a sandbox without Node, and in any browser through serve.",
      severity: "error",
      from: { path: "^renderer/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "no-cycles",
      comment: "A cycle means that two files are one noun, or that one of them is in the wrong room.",
      severity: "error",
      from: { path: "^(main|renderer)/" },
      to: { circular: true },
    },
    {
      name: "no-barrels",
      comment: "A barrel hides where a line lives.",
      severity: "error",
      from: {},
      to: { path: "^(main|renderer)/.*index\\.tsx?$" },
    },
    {
      name: "product-knows-no-tests",
      comment: "Test code is not shipped, so the product must run without it.",
      severity: "error",
      from: { path: "^(main|renderer)/" },
      to: { path: "^test/" },
    },
    {
      name: "everything-resolves",
      comment: "An import that resolves to nothing is a typing error or a package that is not declared.",
      severity: "error",
      from: { path: "^(main|renderer)/" },
      // Modules that the build makes have a name of their own and no file.
      to: { couldNotResolve: true, pathNot: "^virtual:" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^out/|^test/planted/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js"],
    },
  },
};
