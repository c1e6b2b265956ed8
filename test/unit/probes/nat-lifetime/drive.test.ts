import { describe, expect, it } from "vitest";
import { success } from "../../../../main/model/failure.ts";
import type { Arrival, UdpNetwork } from "../../../../main/model/ports/udp.ts";
import { createMailbox } from "../../../../main/practice/mailbox.ts";
import { createHalfOpenBudget } from "../../../../main/probes/half-open-budget.ts";
import { driveRun } from "../../../../main/probes/nat-lifetime/drive.ts";
import type { LanePlan } from "../../../../main/probes/nat-lifetime/plan.ts";
import { stunHeaderSizeBytes } from "../../../../main/probes/stun/message.ts";
import { createResponder } from "../../../../main/responder/responder.ts";
import { createSeededRandom } from "../../../fakes/seeded-random.ts";
import { createVirtualClock } from "../../../fakes/virtual-clock.ts";

const server = { address: "198.51.100.53", family: "ipv4", port: 3478 } as const;
const lane = (idleMs: number, state: LanePlan["state"] = "replied"): LanePlan => ({ state, port: server.port, idleMs });

interface Mischief {
  /** What else comes in on a lane's socket, and when after its second packet (the one that arms it). */
  readonly stray?: {
    readonly afterMs: number;
    readonly payload: (armed: Uint8Array) => Uint8Array;
    readonly fromPort?: number;
  };
  readonly lanes?: readonly LanePlan[];
  readonly failSocket?: number;
  readonly wallJumpAtMs?: number;
}

/** A responder behind no NAT at all, and one more host that makes mischief. */
async function drive(mischief: Mischief) {
  const clock = createVirtualClock();
  const random = createSeededRandom(11);
  const responder = createResponder({ addresses: [server.address], ports: [3478, 3479], random });
  const mailboxes: ReturnType<typeof createMailbox<Arrival>>[] = [];
  const sent: { readonly socket: number; readonly payload: Uint8Array }[] = [];
  const put = (socket: number, payload: Uint8Array, port: number = server.port) => {
    const from = { address: server.address, port };
    mailboxes[socket]?.put({ kind: "datagram", from, payload, atMonotonicMs: clock.monotonicMs() });
  };
  const deliver = (answers: ReturnType<typeof responder.receive>) => {
    for (const { remote, payload } of answers) put(remote.port - 1, payload);
    const nextMs = responder.nextWakeMs();
    if (nextMs < Infinity) {
      void clock.sleep(nextMs - clock.monotonicMs()).then(() => deliver(responder.wake(clock.monotonicMs())));
    }
  };
  const open: UdpNetwork["open"] = async () => {
    const mailbox = createMailbox<Arrival>(clock);
    const socket = mailboxes.push(mailbox) - 1;
    if (socket === mischief.failSocket) return { ok: false, error: { code: "unreachable", message: "No socket." } };
    return success({
      local: { address: "192.168.77.20", port: socket + 1 },
      send: async (payload, port) => {
        sent.push({ socket, payload });
        const remote = { address: "192.168.77.20", port: socket + 1 };
        deliver(responder.receive({ local: { address: server.address, port }, remote, payload }, clock.monotonicMs()));
        const { stray } = mischief;
        const isArmed = socket > 0 && sent.filter((packet) => packet.socket === socket).length === 2;
        if (stray !== undefined && isArmed) {
          void clock.sleep(stray.afterMs).then(() => put(socket, stray.payload(payload), stray.fromPort));
        }
        return "sent";
      },
      receive: mailbox.take,
      knownPathMtuBytes: () => null,
      close: mailbox.close,
    });
  };
  const wallMs = () => clock.wallMs() + (clock.monotonicMs() >= (mischief.wallJumpAtMs ?? Infinity) ? 60_000 : 0);
  const context = {
    clock: { ...clock, wallMs },
    random,
    udp: { open },
    countPacket: () => undefined,
    countIgnored: () => undefined,
    halfOpen: createHalfOpenBudget(),
  };
  const plan = { lanes: mischief.lanes ?? [lane(5_000)], packetBudget: 100 };
  const run = await driveRun(context, server, plan, () => undefined);
  if (!run.ok) throw new Error(run.error.message);
  return {
    state: run.value.state,
    phases: run.value.state.lanes.map(({ phase }) => phase),
    tookMs: clock.monotonicMs(),
  };
}

const noise = () => new TextEncoder().encode("noise");

describe("driving a NAT lifetime run", () => {
  it("is alive where there is no NAT", async () => {
    const { phases } = await drive({ lanes: [lane(5_000), lane(5_000, "unreplied")] });
    expect(phases.map(({ kind }) => kind)).toEqual(["alive", "alive"]);
  });

  it.each([
    ["noise", noise, undefined],
    ["our own request", (armed: Uint8Array) => armed, undefined],
    ["a cut answer", (armed: Uint8Array) => armed.subarray(0, 30), undefined],
    ["noise from another port", noise, 9],
  ])("%s on a silent lane spoils it", async (_, payload, fromPort) => {
    const stray = { afterMs: 1_000, payload, ...(fromPort === undefined ? {} : { fromPort }) };
    expect((await drive({ stray })).phases).toEqual([{ kind: "void", reason: "stray-packet" }]);
  });

  it("a forged answer with a guessed transaction spoils the lane, and proves nothing", async () => {
    const forge = (armed: Uint8Array) =>
      armed.map((octet, index) => (index === 0 ? 0x01 : index === 19 ? octet ^ 1 : octet));
    expect((await drive({ stray: { afterMs: 1_000, payload: forge } })).phases[0]).toMatchObject({ kind: "void" });
  });

  it("an answer before its time is a lie", async () => {
    // The server's own answer, taken from its word: the transaction is right, the moment is not.
    const lie = (armed: Uint8Array) =>
      armed.map((octet, index) => (index === 0 ? 0x01 : index === stunHeaderSizeBytes + 4 ? 5 : octet));
    expect((await drive({ stray: { afterMs: 1_000, payload: lie } })).phases[0]).toMatchObject({ kind: "void" });
    expect((await drive({ stray: { afterMs: 5_001, payload: lie } })).phases[0]).toMatchObject({ kind: "alive" });
  });

  it("a lane without a socket is void, and the others go on", async () => {
    const { phases } = await drive({ lanes: [lane(5_000), lane(6_000)], failSocket: 1 });
    expect(phases).toMatchObject([{ kind: "void", reason: "no-socket" }, { kind: "alive" }]);
  });

  it("ends when the clocks show that the computer slept", async () => {
    const { state, tookMs } = await drive({ lanes: [lane(5_000), lane(60_000)], wallJumpAtMs: 4_000 });
    expect(state.failure).toBe("interrupted");
    expect(tookMs).toBeLessThan(10_000);
  });
});
