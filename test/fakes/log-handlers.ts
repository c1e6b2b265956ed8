import type { Handlers } from "../../main/api/dispatch.ts";
import { failure } from "../../main/model/failure.ts";

const notHere = async () => failure("not-supported", "not in this test");

/** The calls about logs, for tests that are about something else. */
export const noLogHandlers: Pick<Handlers, "logs.sources" | "logs.read" | "sessions.read"> = {
  "logs.sources": notHere,
  "logs.read": notHere,
  "sessions.read": notHere,
};
