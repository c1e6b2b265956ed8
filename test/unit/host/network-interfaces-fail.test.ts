import { networkInterfaces } from "node:os";
import { describe, expect, it, vi } from "vitest";
import { failure } from "../../../main/model/failure.ts";
import { createSystemClock } from "../../../main/host/clock.ts";
import { readNetworkSnapshot } from "../../../main/host/network-snapshot.ts";

// What Windows does at times while its adapters come and go: libuv hands on the error of GetAdaptersAddresses.
vi.mock("node:os", async (importActual) => ({
  ...(await importActual<object>()),
  networkInterfaces: vi.fn(() => {
    throw new Error("uv_interface_addresses returned Unknown system error 2");
  }),
}));

describe("a snapshot of a Windows that cannot tell its interfaces", () => {
  it("has none, and says why", async () => {
    const nothing = () => Promise.resolve(failure("not-found", "There is no such program here."));
    const snapshot = await readNetworkSnapshot(nothing, createSystemClock(), "windows", undefined, []);
    expect(vi.mocked(networkInterfaces)).toHaveBeenCalled();
    expect(snapshot.interfaces).toEqual([]);
    expect(snapshot.notes.join(" ")).toContain("interfaces");
  });
});
