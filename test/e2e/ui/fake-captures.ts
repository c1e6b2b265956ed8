import { createCaptureHandlers } from "../../../main/api/capture-handlers.ts";
import { createCaptureMakingHandlers } from "../../../main/api/capture-making-handlers.ts";
import type { Handlers } from "../../../main/api/dispatch.ts";
import { createCaptureFiles } from "../../../main/host/capture-file.ts";
import { failure, success } from "../../../main/model/failure.ts";
import { capturePath } from "../../fakes/fixture-captures.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";

type CaptureCall =
  "capture.read" | "capture.join" | "capture.plan" | "capture.start" | "capture.stop" | "capture.redact";

/** The real handlers; a path is the name of a capture of the lab. */
export function createFakeCaptures(): Pick<Handlers, CaptureCall> {
  const { world: simulated } = createSimulatedWorld({});
  const resolve = async () =>
    success({ addresses: [{ address: "203.0.113.10", family: "ipv4" as const }], durationMs: 1 });
  const world = () => ({ ...simulated, names: { resolve } });
  const files = createCaptureFiles();
  const captureFiles = { open: (path: string) => files.open(capturePath(path)) };
  const notHere = async () => failure("not-found", "There is no file of this name.");
  return {
    ...createCaptureHandlers({ world, captureFiles }),
    ...createCaptureMakingHandlers({
      os: "linux",
      world,
      captureFiles,
      dataFiles: { read: notHere, write: notHere, remove: notHere },
    }),
  };
}
