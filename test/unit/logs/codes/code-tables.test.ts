import { describe, expect, it } from "vitest";
import { ikeNotifyMeaning, ikeNotifyTypes } from "../../../../main/logs/codes/ike-notify-codes.ts";
import {
  cdnResultMeaning,
  cdnResults,
  l2tpErrorMeaning,
  l2tpErrors,
  pppDisconnectCauseMeaning,
  pppDisconnectCauses,
  stopCcnResultMeaning,
  stopCcnResults,
} from "../../../../main/logs/codes/l2tp-codes.ts";
import { rasCodeMeaning, rasCodes } from "../../../../main/logs/codes/ras-codes.ts";
import { ikeCodeMeaning, windowsIkeCodes } from "../../../../main/logs/codes/windows-ike-codes.ts";

const tables = [
  ["RAS", rasCodes, rasCodeMeaning],
  ["Windows' IKE", windowsIkeCodes, ikeCodeMeaning],
  ["StopCCN", stopCcnResults, stopCcnResultMeaning],
  ["CDN", cdnResults, cdnResultMeaning],
  ["L2TP errors", l2tpErrors, l2tpErrorMeaning],
  ["PPP disconnect causes", pppDisconnectCauses, pppDisconnectCauseMeaning],
  ["IKE notify types", ikeNotifyTypes, ikeNotifyMeaning],
] as const;

describe.each(tables)("codes of %s", (_name, codes, meaningOf) => {
  it("are found by their number, each once", () => {
    expect(codes.map(({ code }) => code)).toEqual([...new Set(codes.map(({ code }) => code))]);
    for (const entry of codes) expect(meaningOf(entry.code)).toBe(entry);
    expect(meaningOf("999999")).toBeUndefined();
    expect(meaningOf("constructor")).toBeUndefined();
  });

  it("say what they mean in one sentence, and name no cause twice", () => {
    for (const { code, symbol, meaning, mayBe, cannotTell } of codes) {
      expect(symbol, code).not.toBe("");
      expect(meaning, code).toMatch(/^\S.*\.$/u);
      expect(mayBe, code).toEqual([...new Set(mayBe)]);
      if (cannotTell !== undefined) expect(cannotTell, code).toMatch(/^\S.*\.$/u);
    }
  });
});

describe("codes with many causes", () => {
  it.each(["789", "809"])("%s names five causes and says that it cannot tell them apart", (number) => {
    expect(rasCodeMeaning(number)?.mayBe).toHaveLength(5);
    expect(rasCodeMeaning(number)?.cannotTell).toContain("Which of five");
  });

  it("all say what they cannot tell, unless their causes are a detail of one another", () => {
    const silent = [...rasCodes, ...windowsIkeCodes].filter(
      ({ mayBe, cannotTell }) => mayBe.length > 2 && cannotTell === undefined,
    );
    expect(silent).toEqual([]);
  });
});
