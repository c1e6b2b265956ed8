import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { reportSchema, type Report } from "../../main/model/report.ts";
import { waitFor } from "../lab/commands.ts";
import { differences } from "../package/facts.ts";
import { linkMtuBytes, type WindowsMachine, type WindowsResult } from "./wine.ts";

/* What is known beforehand of that Windows, and what the single file says of it. */

interface WindowsCheck {
  readonly name: string;
  /** What is wrong with what was seen; nothing when it is the truth. */
  readonly check: (machine: WindowsMachine) => Promise<readonly string[]>;
}

const told = ({ stderr, stdout }: WindowsResult): string => `; it said: ${(stderr || stdout).trim().slice(-600)}`;

function readReport(machine: WindowsMachine, windowsPath: string, result: WindowsResult): Report {
  const file = machine.unixPath(windowsPath);
  if (!existsSync(file)) throw new Error(`there is no ${windowsPath}${told(result)}`);
  return reportSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}

const valueOf = ({ measurements }: Report, kind: string): unknown =>
  measurements.find((measurement) => measurement.kind === kind)?.value;

const recordFolder = "C:\\users\\Jörg Müller\\Eigene Dateien\\Prüfung 1";

/** The whole job of a person on Windows: the gateway is measured, the event log read, the report written. */
const wholeCheck: WindowsCheck = {
  name: "check: UDP with IP_DONTFRAGMENT through Winsock, the event log, the report at a path with spaces and umlauts",
  check: async (machine) => {
    mkdirSync(machine.unixPath(recordFolder), { recursive: true });
    const out = `${recordFolder}\\Bericht für Köln.json`;
    const result = await machine.doctor(["check", "127.0.0.1", "--out", out]);
    const report = readReport(machine, out, result);
    const queries = machine.eventQueries();
    const found = report.findings.map(({ code }) => code);
    const power = report.logSources?.find(({ source }) => source.includes("(power)"));
    return differences([
      ["the exit code", result.exitCode, 1],
      ["how the logs were read", report.run.steps.find(({ name }) => name === "logs")?.reason, undefined],
      ["the place that is told", result.stderr.includes(`Written: ${out} (`), true],
      ["the operating system", report.client.os, "windows"],
      ["UDP 500", valueOf(report, "reach-udp-500"), "answered"],
      ["UDP 4500", valueOf(report, "reach-udp-4500"), "answered"],
      ["another port", valueOf(report, "reach-udp-control"), "refused"],
      ["the version of IKE", valueOf(report, "ike-version"), "ikev2"],
      ["whether a NAT is on the way", valueOf(report, "nat-present"), false],
      ["the path MTU", valueOf(report, "path-mtu"), linkMtuBytes],
      ["whether fragments arrive", valueOf(report, "fragments-out"), true],
      ["queries of the event log", queries.length, 10],
      ["logs that this Windows keeps", queries.filter(({ code }) => code === 0).length, 4],
      ["queries that were not understood", queries.filter(({ code }) => code !== 0 && code !== 15007).length, 0],
      ["events in the logs", report.events.total, 9],
      ["the log of the power", [power?.outcome, power?.linesRead, power?.note], ["read", 3, undefined]],
      ["the ends of sessions", report.sessions.map(({ outcome, code }) => [outcome, code]), [["dropped", "829"]]],
      ["what came before the end", report.sessions[0]?.before.map(({ event }) => event), ["wake"]],
      ["whether sleep is found", found.includes("client-sleep"), true],
      ["whether the path MTU is found", found.includes("path-mtu-too-small"), true],
    ]).map((problem) => (result.exitCode === 1 ? problem : problem + told(result)));
  },
};

const withoutKoffi: WindowsCheck = {
  name: "check without koffi: what needs whole datagrams is unknown and says why",
  check: async (machine) => {
    const out = `${recordFolder}\\ohne koffi.json`;
    const options = ["--no-system-logs", "--profile", "standard", "--out", out];
    const result = await machine.doctor(["check", "127.0.0.1", ...options], { withoutKoffi: true });
    const report = readReport(machine, out, result);
    const pathMtu = report.measurements.find(({ kind }) => kind === "path-mtu");
    return differences([
      ["UDP 500", valueOf(report, "reach-udp-500"), "answered"],
      ["the outcome of the path MTU", pathMtu?.outcome, "unknown"],
      ["whether its reason names the library", pathMtu?.reason?.includes("ws2_32.dll"), true],
    ]);
  },
};

const files: WindowsCheck = {
  name: "paths: backslashes, drive letters, relative ones, folders of logs",
  check: async (machine) => {
    const out = `${recordFolder}\\Bericht für Köln.json`;
    // From the program's folder to the report, as cmd would complete it.
    const relative = path.win32.relative(machine.programFolder, out);
    const diagnosed = await machine.doctor(["diagnose", relative, "--json"]);
    const again = reportSchema.safeParse(jsonOf(diagnosed));
    const logs = `${recordFolder}\\alte Logs\\größer`;
    mkdirSync(machine.unixPath(logs), { recursive: true });
    writeFileSync(
      path.join(machine.unixPath(logs), "öffnen.xml"),
      readFileSync(new URL("../fixtures/logs/windows/ikev2-13801.xml", import.meta.url)),
    );
    const read = await machine.doctor(["sessions", "--json", "--log", `${recordFolder}/alte Logs\\`]);
    const listed = jsonOf(read) as { readonly sessions?: readonly { readonly code?: string }[] } | undefined;
    const missing = await machine.doctor(["diagnose", "C:\\gibt es nicht\\a.json"]);
    return differences([
      ["a report at a relative path", again.success, true],
      ["the codes of sessions in a folder", listed?.sessions?.map(({ code }) => code), ["13801"]],
      ["the exit code for a file that is not there", missing.exitCode, 2],
      ["whether it is named", missing.stderr.includes("C:\\gibt es nicht\\a.json does not exist."), true],
    ]);
  },
};

const registry: WindowsCheck = {
  name: "reg: the policy of the organisation and the revision of the build; LOCALAPPDATA; a bundle",
  check: async (machine) => {
    const policyKey = "HKLM\\Software\\Policies\\TunnelDoctor";
    const buildKey = "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";
    const gateway = ["/v", "Gateway", "/t", "REG_SZ", "/d", "vpn.example.com", "/f", "/reg:64"];
    await machine.windows("reg", ["add", policyKey, ...gateway]);
    await machine.windows("reg", ["add", buildKey, "/v", "UBR", "/t", "REG_DWORD", "/d", "1466", "/f", "/reg:64"]);
    const policy = await machine.doctor(["policy"]);
    await machine.windows("reg", ["delete", policyKey, "/f", "/reg:64"]);
    const out = `${recordFolder}\\Übung.json`;
    const options = ["--profile", "quick", "--no-system-logs", "--out", out, "--bundle", bundlePath];
    const practised = await machine.doctor(["check", "practice", ...options]);
    const { client } = readReport(machine, out, practised);
    const verified = await machine.doctor(["bundle", "verify", bundlePath]);
    return differences([
      ["whether the policy is told", policy.stdout.includes("VPN gateway: vpn.example.com"), true],
      ["the end of the build", client.osBuild.split(".").at(-1), "1466"],
      ["the exit code of verify", verified.exitCode, 0],
      ["whether the program's own files are where Windows wants them", existsSync(machine.unixPath(dataFolder)), true],
    ]);
  },
};

const bundlePath = `${recordFolder}\\Fall 1234.tdbundle`;
const dataFolder = "C:\\users\\Jörg Müller\\AppData\\Local\\Tunnel Doctor";

const silentRun: WindowsCheck = {
  name: "the command of device management: tunnel-doctor.cmd beside node.exe, one line, and exit codes",
  check: async (machine) => {
    const command = (...args: readonly string[]) => machine.windows("cmd", ["/c", "tunnel-doctor.cmd", ...args]);
    const options = ["--summary", "--no-system-logs", "--profile", "quick"];
    const found = await command("check", "127.0.0.1", ...options);
    const asked = await command("check", "127.0.0.1", ...options, "--exit-zero");
    const wrong = await command("chekc");
    return differences([
      // Without logs too little is known to say that all is well.
      ["the exit code", found.exitCode, 3],
      ["the exit code with --exit-zero", asked.exitCode, 3],
      ["the exit code of a wrong command line", wrong.exitCode, 2],
      ["the lines of the summary", found.stdout.trim().split("\n").length, 1],
      [
        "the summary",
        /^tunnel-doctor [\d.]+ verdict=not-enough-checked gateway=127\.0\.0\.1 /.test(found.stdout),
        true,
      ],
    ]).map((problem) => problem + told(found));
  },
};

const ownFiles: WindowsCheck = {
  name: "node:sqlite and threads of Node 22: a fleet takes a bundle in and lists it",
  check: async (machine) => {
    const added = await machine.doctor(["fleet", "add", "--json", recordFolder]);
    const listed = await machine.doctor(["fleet", "list", "--json"]);
    const counts = jsonOf(added) as { readonly added?: number } | undefined;
    return differences([
      ["the bundles that the fleet took in", counts?.added, 1],
      ["the exit code of the list", listed.exitCode, 0],
      ["what Node says of SQLite", /Experimental/i.test(added.stderr + listed.stderr), false],
    ]).map((problem) => problem + told(added));
  },
};

/** Far longer than anything takes that is waited for here. */
const patienceMs = 30_000;

/** Windows' own word for a change of address; Wine tells of addresses, and refuses the rest. */
const toldChanges: WindowsCheck = {
  name: "watcher: an address that comes and one that goes are told by Windows; a stop and an exit in the midst of it end the process",
  check: async (machine) => {
    const problems: string[] = [];
    for (const [mode, exitCode] of [
      ["stop", 0],
      ["exit", 7],
    ] as const) {
      const [toldFile, stopFile] = [`${recordFolder}\\${mode} gehört`, `${recordFolder}\\${mode} jetzt`];
      const lines = (): readonly string[] => {
        const file = machine.unixPath(toldFile);
        return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
      };
      const hints = (): number => lines().filter((line) => line === "hint").length;
      const listens = async (): Promise<true | undefined> =>
        lines().some((line) => line.endsWith("instead.")) ? true : undefined;
      const running = machine.windows("node.exe", ["watcher.mjs", toldFile, stopFile, mode]);
      // It says what it cannot hear after it has begun to listen.
      await waitFor("the start of the watcher", patienceMs, listens);
      const before = hints();
      await machine.address("add", "192.0.2.77");
      await waitFor("the hint of an address that comes", patienceMs, async () => (hints() > before ? true : undefined));
      const after = hints();
      await machine.address("delete", "192.0.2.77");
      await waitFor("the hint of one that goes", patienceMs, async () => (hints() > after ? true : undefined));
      writeFileSync(machine.unixPath(stopFile), "");
      const result = await running;
      const reasons = lines()
        .filter((line) => line.startsWith("reason: "))
        .join(" ");
      problems.push(
        ...differences([
          [`hints before anything changed (${mode})`, before, 0],
          [`the exit code (${mode})`, result.exitCode, exitCode],
          [`whether it came to its end (${mode})`, lines().at(-1) === "stopped", mode === "stop"],
          ["whether addresses are among what is not told", reasons.includes("addresses of"), false],
          ["whether the event logs are", reasons.includes("Microsoft-Windows-WLAN-AutoConfig/Operational"), true],
        ]).map((problem) => problem + told(result)),
      );
    }
    return problems;
  },
};

/** A drop in the log of a person's own choice ends the watch, though another thread still waits for Windows. */
const watchUntilDrop: WindowsCheck = {
  name: "watch --until-drop: says what Windows does not tell of, and ends by itself",
  check: async (machine) => {
    const log = `${recordFolder}\\charon.log`;
    const write = (text: string): void =>
      appendFileSync(
        machine.unixPath(log),
        `${new Date().toISOString().replace("Z", "+0000")} 04[IKE] <work|7> ${text}\n`,
      );
    writeFileSync(machine.unixPath(log), "");
    const watch = machine.doctor(["watch", "--json", "--no-measure", "--until-drop", "--log", log]);
    await waitFor("the start of the watch", patienceMs, async () =>
      machine.printed().includes("Addresses and Wi-Fi are looked at each second instead.") ? true : undefined,
    );
    write("IKE_SA work[7] established between 192.0.2.10[me]...203.0.113.10[vpn]");
    write("CHILD_SA office{7} established with SPIs f031518b_i 3d66857b_o and TS 10.0.0.1/32 === 10.0.0.0/24");
    write("giving up after 5 retransmits");
    const result = await watch;
    const kinds = result.stdout
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { readonly kind: string }).kind);
    return differences([
      ["the exit code", result.exitCode, 1],
      ["what it told of at its start", kinds.slice(0, 2), ["watch-started", "source"]],
      ["what it told of at its end", kinds.slice(-3), ["drop", "drop-snapshot", "watch-ended"]],
    ]).map((problem) => problem + told(result));
  },
};

function jsonOf({ stdout }: WindowsResult): unknown {
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}

/** One after the other: later ones use what earlier ones wrote. */
export const windowsChecks: readonly WindowsCheck[] = [
  wholeCheck,
  withoutKoffi,
  files,
  registry,
  silentRun,
  ownFiles,
  toldChanges,
  watchUntilDrop,
];
