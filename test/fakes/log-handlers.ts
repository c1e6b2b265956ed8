import type { Handlers } from "../../main/api/dispatch.ts";
import { failure } from "../../main/model/failure.ts";

const notHere = async () => failure("not-supported", "not in this test");

/** The calls about logs and captures, for tests that are about something else. */
export const noLogHandlers: Pick<
  Handlers,
  "logs.sources" | "logs.read" | "sessions.read" | "capture.read" | "capture.join"
> = {
  "logs.sources": notHere,
  "logs.read": notHere,
  "sessions.read": notHere,
  "capture.read": notHere,
  "capture.join": notHere,
};
