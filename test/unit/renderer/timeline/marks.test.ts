import { describe, expect, it } from "vitest";
import { networkChangeSchema } from "../../../../main/model/network-change.ts";
import { eventsOfChanges } from "../../../../main/network/change-events.ts";
import { marksOf } from "../../../../renderer/pages/timeline/marks.ts";
import { eventsTexts } from "../../../../renderer/texts/en/events.ts";

const at = "2026-11-23T10:00:00.000Z";

describe("the marks of what was watched", () => {
  it.each(networkChangeSchema.shape.reason.options)("%s has one, with a name in words", (reason) => {
    const [mark, ...others] = marksOf(eventsOfChanges([{ at, reason, detail: "What it was." }]));
    expect(mark).toMatchObject({ atMs: Date.parse(at), detail: "What it was.", watched: true });
    expect(others).toEqual([]);
    expect(Object.keys(eventsTexts)).toContain(mark?.event);
  });
});
