import type { CallProgress } from "../../api/contract.ts";
import { durationText } from "../../model/duration-text.ts";
import { eventLine, localTime, printable } from "./log-text.ts";
import type { Terminal } from "./terminal.ts";

type News = CallProgress<"watch.run">;

const longestLine = 200;

/** What a watch tells, as lines for people; nothing for what only machines read. */
export function watchLines(news: News, terminal: Terminal, withLog: boolean): string {
  if (news.kind === "log") return withLog ? eventLine(news.event, terminal) : "";
  if (news.kind === "source") {
    const { source, outcome, note } = news.result;
    if (note === undefined) return "";
    return `${terminal.paint("dim", `${source} (${outcome}): ${printable(note, longestLine)}`)}\n`;
  }
  const line = (what: string, text: string): string =>
    `${localTime(Date.parse(news.at))}  ${what.padEnd(26)}  ${printable(text, longestLine)}\n`;
  switch (news.kind) {
    case "watch-started": {
      const { defaultRoutes, wifi } = news.network;
      const through = [...new Set(defaultRoutes.map(({ interfaceName }) => interfaceName))].join(", ");
      const air = wifi.map(({ ssid }) => ` Wi-Fi ${ssid}.`).join("");
      return line(
        "watching",
        through === "" ? "This computer has no default route." : `Online through ${through}.${air}`,
      );
    }
    case "watch-ended":
      return line("ended", "");
    case "change":
      return line(news.change.reason, news.change.detail);
    case "vpn-up":
      return line("vpn-up", tunnelText(news.vpn));
    case "vpn-down":
      return line("vpn-down", tunnelText(news.vpn));
    case "vpn-idle":
      return line("vpn-idle", `${tunnelText(news.vpn)} carries nothing but keepalives.`);
    case "drop": {
      const { session, causes } = news;
      const name = [session.connection, session.peer].filter((part) => part !== undefined).join(" at ");
      const length = session.lengthMs === undefined ? "" : ` after ${durationText(session.lengthMs)}`;
      const why = causes.map(({ title, confidence }) => line("", `${confidence}: ${title}`));
      const shown = why.length === 0 ? [line("", "Nothing here tells why.")] : why;
      return (
        terminal.paint("red", line("DROP", `${name}${length}: ${session.cause ?? "no cause named"}`)) + shown.join("")
      );
    }
    case "drop-snapshot": {
      const { measurements, notes } = news.snapshot;
      const measured = measurements
        .filter(({ outcome }) => outcome === "measured")
        .map(({ kind, value }) => `${kind} ${String(value)}`);
      return line("snapshot", [...measured, ...notes].join("; "));
    }
  }
}

function tunnelText({
  interfaceName,
  connection,
  server,
  receivedBytes,
  sentBytes,
}: Extract<News, { kind: "vpn-up" }>["vpn"]): string {
  const through = connection === interfaceName ? undefined : interfaceName;
  const name = [connection, through].filter((part) => part !== undefined).join(" through ");
  const to = server === undefined ? "" : ` to ${server}`;
  if (receivedBytes === undefined || sentBytes === undefined) return `${name}${to}`;
  return `${name}${to}, ${receivedBytes} bytes received, ${sentBytes} sent`;
}
