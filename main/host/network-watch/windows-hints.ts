import type { Outcome } from "../../model/failure.ts";
import type { Clock } from "../../model/ports/clock.ts";
import { everyEventQuery, windowsChannels } from "../log-sources/windows-channels.ts";
import type { NoticeListener, WindowsNotices } from "../windows-notices/windows-notices.ts";

interface WindowsHintTools {
  readonly clock: Clock;
  readonly addresses: () => unknown;
  /** Reads the Wi-Fi and gives what tells one connection from another; nothing where none is joined. */
  readonly readJoined: () => Promise<readonly unknown[]>;
  readonly notices: () => Promise<Outcome<WindowsNotices>>;
}

/** Asking Windows for its addresses and its Wi-Fi takes some milliseconds at most. */
const lookEveryMs = 1_000;
/** Where Windows tells of all else: a Wi-Fi driver may change the access point by itself, and no event log hears of it. */
const roamEveryMs = 5_000;

/** Event logs that tell of the network: Wi-Fi, networks that come and go, sleep. */
const heardChannels: readonly string[] = [
  "Windows log: WLAN-AutoConfig",
  "Windows log: NetworkProfile",
  "Windows log: System (power)",
];

type Listen = (notices: WindowsNotices, listener: NoticeListener) => Outcome<() => void>;

const heard: readonly Listen[] = [
  ({ addresses }, listener) => addresses("ipv4", listener),
  ({ addresses }, listener) => addresses("ipv6", listener),
  ({ routes }, listener) => routes(listener),
  ...windowsChannels
    .filter(({ source }) => heardChannels.includes(source))
    .map((channel): Listen => {
      return ({ events }, listener) => events(channel.channel, everyEventQuery(channel), listener);
    }),
];

/**
 * Hints of a Windows machine, until `signal` aborts: whenever Windows tells of a change, and whenever another access point
 * is joined. Where it does not tell of something, addresses and Wi-Fi are looked at each second, and `tellWhy` hears why.
 */
export async function windowsHints(
  { clock, addresses, readJoined, notices }: WindowsHintTools,
  tell: () => void,
  signal: AbortSignal,
  tellWhy: (reason: string) => void,
): Promise<void> {
  const look = async () => {
    const joined = await readJoined();
    return { joined, text: JSON.stringify([addressesOrNone(addresses), joined]) };
  };
  // A function, because the compiler takes what it has seen once for what stays.
  const isOver = (): boolean => signal.aborted;
  let known = await look();
  const opened = await notices();
  const toldReasons = new Set<string>();
  const tellsAll = (): boolean => toldReasons.size === 0;
  const complain = (reasons: readonly string[]): void => {
    const news = [...new Set(reasons)].filter((reason) => !toldReasons.has(reason));
    const isFirst = news.length > 0 && tellsAll();
    for (const reason of news) {
      toldReasons.add(reason);
      tellWhy(reason);
    }
    if (isFirst) tellWhy("Addresses and Wi-Fi are looked at each second instead.");
  };
  const listener: NoticeListener = {
    changed: () =>
      void look().then((seen) => {
        known = seen;
        if (!isOver()) tell();
      }),
    lost: (reason) => complain([reason]),
  };
  const listening = opened.ok && !isOver() ? heard.map((listen) => listen(opened.value, listener)) : [];
  complain([opened, ...listening].flatMap((one) => (one.ok ? [] : [one.error.message])));
  try {
    while (!isOver()) {
      const seen = await look();
      if (seen.text !== known.text) tell();
      known = seen;
      do await clock.sleep(tellsAll() ? roamEveryMs : lookEveryMs, signal);
      while (tellsAll() && known.joined.length === 0 && !isOver());
    }
  } finally {
    for (const stop of listening) if (stop.ok) stop.value();
  }
}

/** Windows can fail to tell its addresses. */
function addressesOrNone(addresses: () => unknown): unknown {
  try {
    return addresses();
  } catch {
    return null;
  }
}
