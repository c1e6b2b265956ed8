import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  quietForMs,
  weighOccasion,
  type Occasion,
  type ToldCauses,
} from "../../../main/doors/app/notification-policy.ts";
import { createNotifier } from "../../../main/doors/app/notify.ts";
import { en } from "../../../main/doors/app/texts/en.ts";
import { Notification, resetElectron } from "../../fakes/electron.ts";

vi.mock("electron", () => import("../../fakes/electron.ts"));
beforeEach(resetElectron);

/** What is told of, in order, out of occasions in the order of their times. */
function told(occasions: readonly Occasion[]): readonly Occasion[] {
  let causes: ToldCauses = new Map();
  return occasions.filter((occasion) => {
    const weighed = weighOccasion(causes, occasion);
    causes = weighed.told;
    return weighed.tell;
  });
}

const occasions = fc
  .array(
    fc.record({
      cause: fc.constantFrom("a", "b", "c"),
      atMonotonicMs: fc.nat(6 * quietForMs),
      focused: fc.boolean(),
    }),
    { maxLength: 60 },
  )
  .map((all) => all.toSorted((one, other) => one.atMonotonicMs - other.atMonotonicMs));

describe("the notification policy", () => {
  it("tells of a cause at most once in half an hour", () => {
    expect(quietForMs).toBe(1_800_000);
    fc.assert(
      fc.property(occasions, (all) => {
        for (const cause of ["a", "b", "c"]) {
          const times = told(all).flatMap((one) => (one.cause === cause ? [one.atMonotonicMs] : []));
          times.slice(1).forEach((at, index) => expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(quietForMs));
        }
      }),
    );
  });

  it("is quiet while somebody looks at the window", () => {
    fc.assert(
      fc.property(occasions, (all) => {
        expect(told(all).some(({ focused }) => focused)).toBe(false);
      }),
    );
  });

  it("tells of every occasion that nothing speaks against", () => {
    fc.assert(
      fc.property(occasions, (all) => {
        const heard = told(all);
        for (const one of all.filter(({ focused }) => !focused)) {
          const covered = heard.some(
            ({ cause, atMonotonicMs: at }) =>
              cause === one.cause && at <= one.atMonotonicMs && one.atMonotonicMs - at < quietForMs,
          );
          expect(covered).toBe(true);
        }
      }),
    );
  });

  it("remembers no more causes than half an hour has", () => {
    let causes: ToldCauses = new Map();
    for (let index = 0; index < 1000; index += 1) {
      const atMonotonicMs = index * 60_000;
      causes = weighOccasion(causes, { cause: String(index), atMonotonicMs, focused: false }).told;
    }
    expect(causes.size).toBe(30);
  });
});

describe("a notification", () => {
  const drop = (code?: "client-sleep" | "client-mobility") =>
    ({
      kind: "drop",
      at: "2026-11-23T09:00:00Z",
      watchId: "w",
      dropId: "d",
      session: {},
      causes: code === undefined ? [] : [{ code, title: `The cause is ${code}`, confidence: "likely" }],
    }) as never;
  const notifierAt = (focused = false) => {
    const opened: true[] = [];
    const clock = { nowMs: 0 };
    const notifier = createNotifier({
      texts: en,
      monotonicMs: () => clock.nowMs,
      isFocused: () => focused,
      open: () => opened.push(true),
    });
    return { notifier, opened, clock };
  };

  it("names the cause of a drop, once, and opens the window with a click", () => {
    const { notifier, opened, clock } = notifierAt();
    notifier.news(drop("client-sleep"));
    notifier.news(drop("client-sleep"));
    expect(Notification.shown.map(({ options }) => options)).toEqual([
      { title: "Your VPN has dropped", body: "The cause is client-sleep", silent: true },
    ]);
    Notification.shown[0]?.emit("click");
    expect(opened).toEqual([true]);
    notifier.news(drop("client-mobility"));
    notifier.news(drop());
    expect(Notification.shown).toHaveLength(3);
    clock.nowMs = quietForMs;
    notifier.news(drop("client-sleep"));
    expect(Notification.shown).toHaveLength(4);
  });

  it("is shown for drops only, never to a person who looks, and not where the system has none", () => {
    const { notifier } = notifierAt();
    notifier.news({ kind: "watch-ended", at: "2026-11-23T09:00:00Z", watchId: "w" });
    notifierAt(true).notifier.news(drop());
    Notification.supported = false;
    notifier.news(drop());
    expect(Notification.shown).toEqual([]);
  });
});
