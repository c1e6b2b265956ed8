import { describe, expect, it } from "vitest";
import { captureFaults } from "../../evaluate/capture-faults.ts";

const faults = await captureFaults();

describe("from its captures alone", () => {
  it("covers the lab", () => {
    expect(faults.length).toBeGreaterThan(15);
  });

  it.each(faults)("each fault is named: $scenario", (fault) => {
    expect(fault).toMatchObject({ named: true });
  });
});
