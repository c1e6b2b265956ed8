import { joinCaptures } from "../capture/join.ts";
import { joinMeasurementsOf } from "../capture/join-measurements.ts";
import { observationsOf, type CaptureObservations } from "../capture/observations.ts";
import { createPacketRecorder, type PacketRecorder } from "../capture/packet-record.ts";
import { parseCapture } from "../capture/capture-parser.ts";
import { createStoryTeller } from "../capture/story.ts";
import { diagnose } from "../diagnosis/evaluate.ts";
import type { CaptureStory } from "../model/capture-story.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { Finding } from "../model/finding.ts";
import type { Measurement } from "../model/measurement.ts";
import type { Observations } from "../model/observations.ts";
import type { CaptureFiles } from "../model/ports/captures.ts";
import type { World } from "../model/ports/world.ts";
import type { Handlers } from "./dispatch.ts";

interface CaptureHandlerSetup {
  readonly world: () => World;
  readonly captureFiles: CaptureFiles;
}

/** A page of a report; a capture of a day has more. */
const mostEvents = 5000;

/** The calls about packet captures. */
export function createCaptureHandlers({
  world,
  captureFiles,
}: CaptureHandlerSetup): Pick<Handlers, "capture.read" | "capture.join"> {
  const read = async (path: string, signal: AbortSignal, recorder?: PacketRecorder): Promise<Outcome<CaptureStory>> => {
    const opened = await captureFiles.open(path);
    if (!opened.ok) return opened;
    const { name, chunks, close } = opened.value;
    const teller = createStoryTeller();
    try {
      const parsed = await parseCapture(
        chunks,
        (packet) => {
          teller.add(packet);
          recorder?.add(packet);
        },
        signal,
      );
      return parsed.ok ? success(teller.tell(name, parsed.value)) : parsed;
    } catch (error) {
      // Bytes that only claim to be gzip fail while they are unpacked.
      return failure("unreadable", `${name} could not be read: ${error instanceof Error ? error.message : "unknown"}.`);
    } finally {
      await close();
    }
  };

  const findingsFrom = async (
    story: CaptureStory,
    observed: CaptureObservations,
    signal: AbortSignal,
  ): Promise<readonly Finding[]> => {
    const inWorld = world();
    const observations: Observations = {
      ...observed,
      client: await inWorld.machine.client(signal),
      profiles: [],
      network: nothingKnown(inWorld.clock.wallMs()),
      gateway: story.gateway === undefined ? undefined : { host: story.gateway, addresses: [story.gateway] },
    };
    return diagnose(observations).findings;
  };

  return {
    "capture.read": async ({ path }, { signal }) => {
      const story = await read(path, signal);
      if (!story.ok) return story;
      const observed = observationsOf(story.value);
      const findings = await findingsFrom(story.value, observed, signal);
      return success({ story: story.value, ...told(observed), findings: [...findings] });
    },
    "capture.join": async ({ client, gateway }, { signal }) => {
      const clientRecorder = createPacketRecorder();
      const gatewayRecorder = createPacketRecorder();
      const clientStory = await read(client, signal, clientRecorder);
      if (!clientStory.ok) return clientStory;
      const gatewayStory = await read(gateway, signal, gatewayRecorder);
      if (!gatewayStory.ok) return gatewayStory;
      const { client: clientHost, gateway: gatewayHost } = clientStory.value;
      if (clientHost === undefined || gatewayHost === undefined) {
        return failure("invalid-input", `${clientStory.value.file.name} holds no VPN packets.`);
      }
      const join = joinCaptures(
        clientRecorder.records,
        gatewayRecorder.records,
        { client: clientHost, gateway: gatewayHost },
        clientRecorder.leftOut() + gatewayRecorder.leftOut(),
      );
      const tooBigHeard = clientStory.value.tooBig.length > 0;
      const seen = observationsOf(clientStory.value);
      const measurements = preferring(joinMeasurementsOf(join, gatewayHost, tooBigHeard), seen.measurements);
      const observed = { ...seen, measurements };
      const findings = await findingsFrom(clientStory.value, observed, signal);
      return success({
        join,
        client: clientStory.value,
        gateway: gatewayStory.value,
        ...told(observed),
        findings: [...findings],
      });
    },
  };
}

function told({ measurements, events, sessions }: CaptureObservations) {
  return { measurements: [...measurements], events: events.slice(0, mostEvents), sessions: [...sessions] };
}

/** Two captures know better than one. What a router said of its MTU is exact, and what arrived is only a bound. */
function preferring(joined: readonly Measurement[], single: readonly Measurement[]): readonly Measurement[] {
  const saidByRouter = single.some(({ kind, value }) => kind === "icmp-too-big" && value === true);
  const better = saidByRouter ? joined.filter(({ kind }) => kind !== "path-mtu" && kind !== "icmp-too-big") : joined;
  const kinds = new Set(better.map(({ kind }) => kind));
  return [...better, ...single.filter(({ kind }) => !kinds.has(kind))];
}

/** A capture may come from anywhere: this machine's own network says nothing about it. */
function nothingKnown(atMs: number): Observations["network"] {
  return {
    takenAt: new Date(atMs).toISOString(),
    interfaces: [],
    defaultRoutes: [],
    dnsServers: [],
    wifi: [],
    notes: ["Not looked at: this is about a capture."],
  };
}
