import { Notification } from "electron";
import type { CallProgress } from "../../api/contract.ts";
import { weighOccasion, type ToldCauses } from "./notification-policy.ts";
import type { AppTexts } from "./texts/app-texts.ts";

interface NotifierPorts {
  readonly texts: AppTexts;
  readonly monotonicMs: () => number;
  readonly isFocused: () => boolean;
  /** What a click on a notification does. */
  readonly open: () => void;
}

/** Tells the person, within the limits of the notification policy. */
export interface Notifier {
  readonly news: (news: CallProgress<"watch.run">) => void;
  readonly tell: (cause: string, title: string, body: string) => void;
}

/** Notifications of the operating system; where it has none, nothing is told. */
export function createNotifier({ texts, monotonicMs, isFocused, open }: NotifierPorts): Notifier {
  let told: ToldCauses = new Map();
  // One that is shown must not be collected as garbage, because its click would be lost.
  const shown = new Set<Notification>();

  const tell = (cause: string, title: string, body: string): void => {
    const weighed = weighOccasion(told, { cause, atMonotonicMs: monotonicMs(), focused: isFocused() });
    told = weighed.told;
    if (!weighed.tell || !Notification.isSupported()) return;
    const notification = new Notification({ title, body, silent: true });
    shown.add(notification);
    const forget = (): void => void shown.delete(notification);
    notification.on("click", () => {
      forget();
      open();
    });
    notification.on("close", forget);
    notification.on("failed", forget);
    notification.show();
  };

  return {
    tell,
    news: (news) => {
      if (news.kind !== "drop") return;
      const [cause] = news.causes;
      tell(`drop:${cause?.code ?? "unexplained"}`, texts.dropTitle, cause?.title ?? texts.dropUnexplained);
    },
  };
}
