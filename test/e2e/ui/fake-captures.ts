import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { createCaptureHandlers } from "../../../main/api/capture-handlers.ts";
import { createCaptureMakingHandlers } from "../../../main/api/capture-making-handlers.ts";
import type { Handlers } from "../../../main/api/dispatch.ts";
import { createCaptureFiles } from "../../../main/host/capture-file.ts";
import { failure, success } from "../../../main/model/failure.ts";
import { capturePath } from "../../fakes/fixture-captures.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";

type CaptureCall =
  "capture.read" | "capture.join" | "capture.plan" | "capture.start" | "capture.stop" | "capture.redact";

/**
 * The real handlers; a path is the name of a capture of the lab. A capture that is made runs until it is stopped; without a
 * gateway this user may not make it.
 */
export function createFakeCaptures(): Pick<Handlers, CaptureCall> {
  const { world: simulated } = createSimulatedWorld({});
  const resolve = async () =>
    success({ addresses: [{ address: "203.0.113.10", family: "ipv4" as const }], durationMs: 1 });
  const sleep = () => pause(20);
  const world = () => ({ ...simulated, names: { resolve }, clock: { ...simulated.clock, sleep } });
  const files = createCaptureFiles();
  const captureFiles = { open: (path: string) => files.open(capturePath(path)) };
  const kept = new Map<string, string>();
  const notHere = async () => failure("not-found", "There is no file of this name.");
  return {
    ...createCaptureHandlers({ world, captureFiles }),
    ...createCaptureMakingHandlers({
      os: "linux",
      world,
      captureFiles,
      dataFiles: {
        folder: "",
        remove: notHere,
        read: async (name) => (kept.has(name) ? success(kept.get(name) ?? "") : notHere()),
        write: async (name, text) => {
          kept.set(name, text);
          return success(true);
        },
      },
      captureRunner: {
        newFile: async (path) => success(path),
        run: async (_program, args, signal) => {
          if (args.at(-1)?.startsWith("(udp") === true)
            return success({ exitCode: 1, said: "Operation not permitted" });
          if (!signal.aborted) await once(signal, "abort");
          return success({ exitCode: 0, said: "" });
        },
        files: async () => [{ path: "nat-timeout-idle-ikev2.client.pcap", sizeBytes: 3400 }],
        homePath: (name) => `/home/ada/${name}`,
      },
    }),
  };
}
