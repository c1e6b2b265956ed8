import type { Handlers } from "../../main/api/dispatch.ts";
import { createLanguageHandlers } from "../../main/api/language-handlers.ts";
import { failure } from "../../main/model/failure.ts";

const notHere = async () => failure("not-supported", "not in this test");

/** The calls about logs, captures, keys and requests, for tests that are about something else. */
export const noLogHandlers: Pick<
  Handlers,
  | "logs.sources"
  | "logs.read"
  | "sessions.read"
  | "capture.read"
  | "capture.join"
  | "capture.plan"
  | "capture.start"
  | "capture.stop"
  | "capture.redact"
  | `fleet.${"add" | "add-content" | "list" | "refused" | "compare" | "recommend" | "generate" | "export" | "watch" | "summary" | "groups" | "charts" | "report" | "compare-bundles" | "load-postgres"}`
  | "gateway.facts"
  | "gateway.bundle"
  | "gateway.join"
  | "diagnose.file"
  | "diagnose.explain"
  | "compare.reports"
  | "report.translate"
  | "comparison.translate"
  | "texts.translate"
  | "known-issues.show"
  | "known-issues.update"
  | "bundle.page"
  | "bundle.write"
  | "bundle.open"
  | "bundle.verify"
  | "bundle.note"
  | "redact.value"
  | "keys.create"
  | "keys.show"
  | "request.create"
  | "request.open"
  | "request.answer"
  | "request.seal"
  | "request.upload"
  | "policy.read"
  | "settings.read"
  | "settings.write"
  | "watch.run"
  | "history.read"
> = {
  "settings.read": notHere,
  "settings.write": notHere,
  "logs.sources": notHere,
  "logs.read": notHere,
  "sessions.read": notHere,
  "capture.read": notHere,
  "capture.join": notHere,
  "capture.plan": notHere,
  "capture.start": notHere,
  "capture.stop": notHere,
  "capture.redact": notHere,
  "fleet.add": notHere,
  "fleet.add-content": notHere,
  "fleet.list": notHere,
  "fleet.refused": notHere,
  "fleet.compare": notHere,
  "fleet.recommend": notHere,
  "fleet.generate": notHere,
  "fleet.export": notHere,
  "fleet.watch": notHere,
  "fleet.summary": notHere,
  "fleet.groups": notHere,
  "fleet.charts": notHere,
  "fleet.report": notHere,
  "fleet.compare-bundles": notHere,
  "fleet.load-postgres": notHere,
  "gateway.facts": notHere,
  "gateway.bundle": notHere,
  "gateway.join": notHere,
  "diagnose.file": notHere,
  "diagnose.explain": notHere,
  "compare.reports": notHere,
  ...createLanguageHandlers(),
  "known-issues.show": notHere,
  "known-issues.update": notHere,
  "bundle.page": notHere,
  "bundle.write": notHere,
  "bundle.open": notHere,
  "bundle.verify": notHere,
  "bundle.note": notHere,
  "redact.value": notHere,
  "keys.create": notHere,
  "keys.show": notHere,
  "request.create": notHere,
  "request.open": notHere,
  "request.answer": notHere,
  "request.seal": notHere,
  "request.upload": notHere,
  "policy.read": notHere,
  "watch.run": notHere,
  "history.read": notHere,
};
