import type { CallProgress } from "../../api/contract.ts";
import { mapMeasurementTexts } from "../../language/report-texts.ts";
import { durationText } from "../../model/duration-text.ts";
import type { NetworkChange } from "../../model/network-change.ts";
import type { Say } from "../../language/say.ts";
import { eventLine, localTime, printable, sessionName } from "./log-text.ts";
import { kindTexts, valueText } from "./measurement-text.ts";
import { columnsOf, padColumns, type Terminal } from "./terminal.ts";

type News = CallProgress<"watch.run">;

const longestLine = 200;

const changeTexts: Readonly<Record<NetworkChange["reason"], string>> = {
  "default-interface-changed": "default interface changed",
  "address-changed": "address changed",
  "gateway-changed": "gateway changed",
  "dns-changed": "DNS changed",
  "ssid-changed": "Wi-Fi network changed",
  "bssid-changed": "access point changed",
  "link-up": "link up",
  "link-down": "link down",
  "link-flapped": "link up and down",
  "signal-changed": "Wi-Fi signal changed",
  "metered-changed": "cost changed",
  slept: "sleep",
  "vpn-interface-up": "VPN interface up",
  "vpn-interface-down": "VPN interface down",
};

/** What else stands in the column of what happened. */
const whatTexts = {
  watching: "watching",
  ended: "ended",
  "vpn-up": "VPN up",
  "vpn-down": "VPN down",
  "vpn-idle": "VPN idle",
  drop: "DROP",
  snapshot: "snapshot",
} as const;

/** News with each text of the program in it said anew. */
export function mapNewsTexts(news: News, say: Say): News {
  switch (news.kind) {
    case "source":
      return news.result.note === undefined
        ? news
        : { ...news, result: { ...news.result, note: say(news.result.note) } };
    case "change":
      return { ...news, change: { ...news.change, detail: say(news.change.detail) } };
    case "drop":
      return { ...news, causes: news.causes.map((cause) => ({ ...cause, title: say(cause.title) })) };
    case "drop-snapshot": {
      const { snapshot } = news;
      const measurements = snapshot.measurements.map((one) => mapMeasurementTexts(one, say));
      return { ...news, snapshot: { ...snapshot, measurements, notes: snapshot.notes.map(say) } };
    }
    case "log":
    case "watch-started":
    case "watch-ended":
    case "vpn-up":
    case "vpn-down":
    case "vpn-idle":
      return news;
  }
}

/**
 * What a watch tells, as lines for people; nothing for what only machines read.
 *
 * @param news with its texts in the language already
 */
export function watchLines(news: News, terminal: Terminal, withLog: boolean, say: Say): string {
  if (news.kind === "log") return withLog ? eventLine(news.event, terminal) : "";
  if (news.kind === "source") {
    const { source, outcome, note } = news.result;
    if (note === undefined) return "";
    return `${terminal.paint("dim", `${source} (${say(outcome)}): ${printable(note, longestLine)}`)}\n`;
  }
  const columns = whatColumns(say);
  const line = (what: string, text: string): string =>
    `${localTime(Date.parse(news.at))}  ${padColumns(say(what), columns)}  ${printable(text, longestLine)}\n`;
  switch (news.kind) {
    case "watch-started": {
      const { defaultRoutes, wifi } = news.network;
      const through = [...new Set(defaultRoutes.map(({ interfaceName }) => interfaceName))].join(", ");
      const air = wifi.map(({ ssid }) => say(`Wi-Fi ${ssid}`));
      return line(
        whatTexts.watching,
        [say(through === "" ? "no default route" : `online through ${through}`), ...air].join("; "),
      );
    }
    case "watch-ended":
      return line(whatTexts.ended, "");
    case "change":
      return line(changeTexts[news.change.reason], news.change.detail);
    case "vpn-up":
    case "vpn-down":
    case "vpn-idle":
      return line(whatTexts[news.kind], tunnelText(news, say));
    case "drop": {
      const { session, causes } = news;
      const length = session.lengthMs === undefined ? [] : [say(`up for ${durationText(session.lengthMs)}`)];
      const what = [sessionName(session), ...length].filter((part) => part !== "").join(", ");
      const why = causes.map(({ title, confidence }) => line("", `${say(confidence)}: ${title}`));
      const shown = why.length === 0 ? [line("", say("Nothing here tells why."))] : why;
      const dropped = line(whatTexts.drop, `${what}: ${session.cause ?? say("no cause named")}`);
      return terminal.paint("red", dropped) + shown.join("");
    }
    case "drop-snapshot": {
      const { measurements, notes } = news.snapshot;
      const measured = measurements
        .filter(({ outcome }) => outcome === "measured")
        .map((measurement) => `${say(kindTexts[measurement.kind])}: ${valueText(measurement, say)}`);
      return line(whatTexts.snapshot, [...measured, ...notes].join("; "));
    }
  }
}

/** How wide the column of what happened is, so that all lines of a watch stand in line. */
function whatColumns(say: Say): number {
  return Math.max(...[...Object.values(changeTexts), ...Object.values(whatTexts)].map((text) => columnsOf(say(text))));
}

function tunnelText({ kind, vpn }: Extract<News, { kind: "vpn-up" | "vpn-down" | "vpn-idle" }>, say: Say): string {
  const { interfaceName, connection = interfaceName, server, receivedBytes, sentBytes } = vpn;
  const name = connection === interfaceName ? connection : `${connection} (${interfaceName})`;
  return [
    server === undefined ? name : `${name} → ${server}`,
    ...(receivedBytes === undefined || sentBytes === undefined
      ? []
      : [say(`${receivedBytes} bytes received, ${sentBytes} sent`)]),
    ...(kind === "vpn-idle" ? [say("nothing but keepalives")] : []),
  ].join(", ");
}
