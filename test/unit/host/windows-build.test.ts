import { describe, expect, it } from "vitest";
import { readWindowsRevision } from "../../../main/host/windows-build.ts";
import { failure, success } from "../../../main/model/failure.ts";

const printing = (stdout: string) => async () => success({ exitCode: 0, stdout, stderr: "" });

describe("the revision of Windows' build", () => {
  it.each([
    [
      "\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\r\n    UBR    REG_DWORD    0x5ba\r\n\r\n",
      "1466",
    ],
    ["    UBR    REG_DWORD    0xebf\r\n", "3775"],
    ["    UBR    REG_SZ    1466\r\n", undefined],
    ["", undefined],
  ])("is read from %j", async (stdout, expected) => {
    expect(await readWindowsRevision(printing(stdout))).toBe(expected);
  });

  it("is unknown where reg cannot be run", async () => {
    expect(await readWindowsRevision(async () => failure("not-found", "no reg"))).toBeUndefined();
  });
});
