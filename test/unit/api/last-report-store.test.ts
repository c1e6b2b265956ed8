import { describe, expect, it } from "vitest";
import { createLastReportStore } from "../../../main/api/last-report-store.ts";
import { fakeReport } from "../../e2e/ui/fake-report.ts";
import { memoryKeyPorts } from "../../fakes/key-ports.ts";

describe("the last report", () => {
  it("is there at the next start, until it is forgotten", async () => {
    const { dataFiles } = memoryKeyPorts();
    const report = fakeReport("vpn.example.com");
    await createLastReportStore(dataFiles).save(report);
    const next = createLastReportStore(dataFiles);
    expect(await next.load()).toEqual(report);
    expect((await next.forget()).ok).toBe(true);
    expect(await next.load()).toBeUndefined();
  });

  it.each(["", "{", "{}", "[1,2]", '{"schema":"tunnel-doctor/report/1"}', "x".repeat(5_000_000)])(
    "is none where the file is damaged (%#)",
    async (text) => {
      const { dataFiles } = memoryKeyPorts();
      await dataFiles.write("last-report.json", text);
      expect(await createLastReportStore(dataFiles).load()).toBeUndefined();
    },
  );
});
