import { type Outcome, success } from "../../model/failure.ts";
import type { AddressFamily, Endpoint, UdpSocket, UdpSocketOptions } from "../../model/ports/udp.ts";
import type { ProbeContext } from "../context.ts";
import { createInbox, type Received } from "./inbox.ts";
import { controlSocket, createPackets, type Packets } from "./packets.ts";
import { afterRunEvent, newRun, nextOfRun, type RunPlan, type RunRequest, type RunState } from "./run-machine.ts";

/** The server that answers after the silence. */
export interface NatLifetimeServer {
  readonly address: string;
  readonly family: AddressFamily;
  readonly port: number;
  /** Local address to send from, so that probes stay outside a tunnel. */
  readonly bindAddress?: string;
}

export interface DrivenRun {
  readonly state: RunState;
  /** Datagrams that answered nothing: noise, echoes, or somebody who guesses. */
  readonly ignoredPackets: number;
  /** Both ends of the lanes' mappings, where the server told the public one. */
  readonly mappings: readonly { readonly local: Endpoint; readonly mapped: Endpoint }[];
}

/** The two clocks may drift apart by this before it means sleep, or a clock that was set. */
const clockJumpMs = 2_000;

/**
 * Carries a run out and gives back the state it ended in. It decides nothing. When the context's signal aborts, it says
 * "cancel" to the server for what is armed, and sends nothing else.
 */
export async function driveRun(
  context: ProbeContext,
  server: NatLifetimeServer,
  plan: RunPlan,
  onState: (state: RunState) => void,
): Promise<Outcome<DrivenRun>> {
  const { clock, random } = context;
  const signal = context.signal ?? new AbortController().signal;
  const control = await openSocket(context, server, server.port);
  if (!control.ok) return control;
  const sockets = new Map([[controlSocket, control.value]]);
  const inbox = createInbox(clock);
  const packets = createPackets(random, {
    port: server.port,
    localPort: control.value.local.port,
    ...(plan.method === undefined ? {} : { method: plan.method }),
    onIgnored: context.countIgnored,
  });
  const startedMs = clock.monotonicMs();
  const clocksApartMs = clock.wallMs() - startedMs;
  const now = (): number => clock.monotonicMs() - startedMs;
  let state = newRun(plan);
  const apply = (event: Parameters<typeof afterRunEvent>[1]): void => {
    state = afterRunEvent(state, event, now(), plan);
    onState(state);
  };
  inbox.listenTo(control.value, controlSocket);
  while (!signal.aborted) {
    if (Math.abs(clock.wallMs() - clock.monotonicMs() - clocksApartMs) > clockJumpMs) apply({ kind: "interrupted" });
    apply({ kind: "time" });
    const action = nextOfRun(state, now());
    if (action.kind === "done") break;
    if (action.kind === "send") await send(action.request);
    hear(await inbox.take(action.kind === "listen" ? action.forMs : 0, signal));
  }
  if (signal.aborted) await cancelAll(context, state, packets, control.value, now());
  inbox.close();
  const mappings = mappingsOf(sockets, packets);
  for (const socket of sockets.values()) socket.close();
  return success({ state, mappings, ignoredPackets: packets.ignored() });

  function hear(received: readonly Received[]): void {
    for (const { socket, arrival } of received) {
      if (arrival.kind === "datagram") {
        const event = packets.decode(socket, arrival.from, arrival.payload, arrival.atMonotonicMs - startedMs);
        if (event !== null) apply(event);
      } else if (arrival.kind === "refused" && socket === controlSocket) apply({ kind: "refused" });
    }
  }

  async function send(request: RunRequest): Promise<void> {
    const outgoing = packets.encode(request, state, now());
    const socket = outgoing === null ? undefined : await socketOf(outgoing.socket);
    if (outgoing === null || socket === undefined) {
      if (request.kind === "lane") apply({ kind: "no-socket", lane: request.lane });
      return;
    }
    const { payload, toPort, ttl } = outgoing;
    if (ttl !== undefined && socket.sendWithTtl === undefined) {
      if (request.kind === "lane") apply({ kind: "no-socket", lane: request.lane });
      return;
    }
    context.countPacket();
    const sending =
      ttl === undefined || socket.sendWithTtl === undefined
        ? socket.send(payload, toPort)
        : socket.sendWithTtl(payload, toPort, ttl);
    apply({ kind: "sent", request, result: await sending });
  }

  async function socketOf(number: number): Promise<UdpSocket | undefined> {
    const known = sockets.get(number);
    if (known !== undefined) return known;
    const opened = await openSocket(context, server);
    if (!opened.ok) return undefined;
    sockets.set(number, opened.value);
    inbox.listenTo(opened.value, number);
    return opened.value;
  }
}

function openSocket(
  { udp }: ProbeContext,
  { address, family, bindAddress }: NatLifetimeServer,
  connectToPort?: number,
): Promise<Outcome<UdpSocket>> {
  const options: UdpSocketOptions = {
    remoteAddress: address,
    family,
    fragmentation: "system",
    ...(connectToPort === undefined ? {} : { connectToPort }),
    ...(bindAddress === undefined ? {} : { bindAddress }),
  };
  return udp.open(options);
}

/** The last word to a server that would go on to answer: one packet for each group that is under way. */
async function cancelAll(
  context: ProbeContext,
  state: RunState,
  packets: Packets,
  control: UdpSocket,
  nowMs: number,
): Promise<void> {
  if (state.method !== "delayed-answer") return;
  for (const group of state.groups.keys()) {
    const outgoing = state.settled[group] === true ? null : packets.encode({ kind: "cancel", group }, state, nowMs);
    if (outgoing === null) continue;
    context.countPacket();
    await control.send(outgoing.payload, outgoing.toPort);
  }
}

function mappingsOf(sockets: ReadonlyMap<number, UdpSocket>, packets: Packets): DrivenRun["mappings"] {
  return [...sockets].flatMap(([number, { local }]) => {
    const mapped = packets.mappedOf(number);
    return mapped === undefined ? [] : [{ local, mapped }];
  });
}
