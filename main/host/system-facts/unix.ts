import type { Answer } from "../../model/answer.ts";
import type { SystemFacts } from "../../model/system-facts.ts";
import { runForText, type CommandOptions, type RunCommand } from "../run-command.ts";
import { softwareAmong } from "./known-software.ts";
import { isVpnPort, listenersShownAtMost } from "./vpn-ports.ts";

type Listeners = NonNullable<SystemFacts["udpListeners"]>;

/** What a Linux machine tells any user; who holds a port is told of the user's own processes only. */
export async function readLinuxFacts(run: RunCommand, options?: CommandOptions): Promise<SystemFacts> {
  const [processes, sockets, time] = await Promise.all([
    runForText(run, "ps", ["-e", "-o", "netns=,comm="], options),
    runForText(run, "ss", ["-Hlunp"], options),
    runForText(run, "timedatectl", ["show", "--property=NTPSynchronized"], options),
  ]);
  return {
    clockSynchronized: time.ok ? parseTimedatectl(time.value) : unknown(time.error.message),
    ...(processes.ok ? { running: softwareAmong(parsePs(processes.value)) } : {}),
    ...(sockets.ok ? { udpListeners: parseSs(sockets.value) } : {}),
    notes: [processes, sockets].flatMap((outcome) => (outcome.ok ? [] : [outcome.error.message])),
  };
}

/** What macOS tells any user. */
export async function readMacosFacts(run: RunCommand, options?: CommandOptions): Promise<SystemFacts> {
  const [processes, sockets] = await Promise.all([
    runForText(run, "ps", ["-axc", "-o", "comm="], options),
    runForText(run, "netstat", ["-an", "-p", "udp"], options),
  ]);
  return {
    clockSynchronized: unknown("macOS tells only administrators whether its clock is kept right."),
    ...(processes.ok ? { running: softwareAmong(processes.value.split("\n")) } : {}),
    ...(sockets.ok ? { udpListeners: parseNetstat(sockets.value) } : {}),
    notes: [processes, sockets].flatMap((outcome) => (outcome.ok ? [] : [outcome.error.message])),
  };
}

/** Reads `NTPSynchronized=yes`. */
export function parseTimedatectl(text: string): Answer {
  const value = /^NTPSynchronized=(yes|no)$/mu.exec(text)?.[1];
  return value === "yes" || value === "no" ? { answer: value } : unknown("timedatectl does not tell.");
}

/**
 * Reads lines of `ps -e -o netns=,comm=` such as `4026531833 charon`: the names of the processes in this program's own
 * network namespace, which is that of `ps`, and of those whose namespace this account may not see (`-`). A VPN server in
 * a container takes no port of this machine.
 */
export function parsePs(text: string): readonly string[] {
  const processes = text.split("\n").flatMap((line) => {
    const [, namespace = "", name = ""] = /^\s*(\S{1,20})\s+(\S.{0,99})$/u.exec(line) ?? [];
    return name === "" ? [] : [{ namespace, name }];
  });
  const own = processes.findLast(({ name }) => name === "ps")?.namespace;
  const isElsewhere = (namespace: string): boolean => own !== undefined && namespace !== "-" && namespace !== own;
  return processes.filter(({ namespace }) => !isElsewhere(namespace)).map(({ name }) => name);
}

/** Reads lines of `ss -Hlunp` such as `UNCONN 0 0 0.0.0.0:500 0.0.0.0:* users:(("charon",pid=1,fd=13))`. */
export function parseSs(text: string): Listeners {
  return once(
    text.split("\n").flatMap((line): Listeners => {
      const [, , , local = "", , users = ""] = line.trim().split(/\s+/u);
      const port = Number(/:(\d{1,5})$/u.exec(local)?.[1]);
      if (!isVpnPort(port)) return [];
      const process = /^users:\(\("([^"]{1,64})"/u.exec(users)?.[1];
      return [process === undefined ? { port } : { port, process }];
    }),
  );
}

/** Reads lines of `netstat -an -p udp` such as `udp4       0      0  *.500                  *.*`. */
export function parseNetstat(text: string): Listeners {
  return once(
    text.split("\n").flatMap((line): Listeners => {
      const [protocol = "", , , local = ""] = line.trim().split(/\s+/u);
      const port = Number(/\.(\d{1,5})$/u.exec(local)?.[1]);
      return protocol.startsWith("udp") && isVpnPort(port) ? [{ port }] : [];
    }),
  );
}

/** The same port is open once for IPv4 and once for IPv6. */
function once(listeners: Listeners): Listeners {
  const seen = new Map(listeners.map((listener) => [`${listener.port} ${listener.process ?? ""}`, listener]));
  return [...seen.values()].slice(0, listenersShownAtMost);
}

function unknown(reason: string): Answer {
  return { answer: "unknown", reason };
}
