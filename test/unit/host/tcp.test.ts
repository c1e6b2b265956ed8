import { createServer, type AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { success } from "../../../main/model/failure.ts";
import { systemTcp } from "../../../main/host/tcp.ts";

async function portOf(listening: boolean): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  if (!listening) await new Promise((resolve) => server.close(resolve));
  return { port, close: () => void server.close() };
}

describe("a TCP connection", () => {
  it.each([
    [true, "answered"],
    [false, "refused"],
  ] as const)("to a port where somebody listens (%s) is %s", async (listening, result) => {
    const { port, close } = await portOf(listening);
    expect(await systemTcp.connect("127.0.0.1", port, 5_000)).toEqual(success(result));
    close();
  });

  it.each([
    ["vpn.example.com", 443],
    ["127.0.0.1", 0],
    ["127.0.0.1", 65_536],
    ["127.0.0.1", 1.5],
  ])("to %s port %d is refused before anything is sent", async (address, port) => {
    expect(await systemTcp.connect(address, port, 1_000)).toMatchObject({ error: { code: "invalid-input" } });
  });

  it("that was stopped before is not begun", async () => {
    const outcome = await systemTcp.connect("127.0.0.1", 9, 5_000, AbortSignal.abort());
    expect(outcome).toMatchObject({ error: { code: "cancelled" } });
  });
});
