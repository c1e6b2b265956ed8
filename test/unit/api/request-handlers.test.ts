import { describe, expect, it } from "vitest";
import { dispatch } from "../../../main/api/dispatch.ts";
import { createHandlers } from "../../../main/api/handlers.ts";
import { failure, success } from "../../../main/model/failure.ts";
import { memoryKeyPorts } from "../../fakes/key-ports.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";

/** One computer, with what stands in its data folder. */
function computer() {
  const ports = memoryKeyPorts();
  const { world } = createSimulatedWorld({});
  const handlers = createHandlers({
    os: "linux",
    door: "serve",
    world: () => world,
    practiceWorld: async (faults) =>
      success({ world: createSimulatedWorld({ faults }).world, close: async () => undefined }),
    logSources: () => [],
    captureFiles: { open: async () => failure("not-found", "not in this test") },
    ...ports,
  });
  const call = async (name: string, input: object) =>
    (await dispatch(handlers, name, input, {
      signal: new AbortController().signal,
      emit: () => undefined,
    })) as { readonly ok: boolean; readonly value: Record<string, unknown>; readonly error: { readonly code: string } };
  return { call, ports };
}

async function requestText(wishes: object = {}): Promise<string> {
  const { call } = computer();
  await call("keys.create", { name: "Example helpdesk" });
  const created = await call("request.create", { profile: "quick", gateway: "practice", ...wishes });
  return String(created.value["fileText"]);
}

const answering = (content: string, more: object = {}) => ({
  source: { content },
  consent: true,
  practice: true,
  systemLogs: false,
  ...more,
});

describe("the calls about requests", { timeout: 30_000 }, () => {
  it("answer nothing without the person's consent", async () => {
    const content = await requestText();
    for (const consent of [false, undefined]) {
      const outcome = await computer().call("request.answer", answering(content, { consent }));
      expect(outcome).toMatchObject({ ok: false, error: { code: "invalid-input" } });
    }
  });

  it("answer no signer that is not known, and remember the one that was agreed to", async () => {
    const content = await requestText();
    const { call } = computer();
    expect(await call("request.answer", answering(content))).toMatchObject({ error: { code: "refused" } });
    expect(await call("request.open", { content })).toMatchObject({ value: { signer: { standing: "unknown" } } });
    expect((await call("request.answer", answering(content, { trustSigner: true }))).ok).toBe(true);
    expect(await call("request.open", { content })).toMatchObject({ value: { signer: { standing: "known" } } });
    expect((await call("request.answer", answering(content))).ok).toBe(true);
  });

  it("verify again when they answer: what an earlier call said is not taken from the caller", async () => {
    const content = (await requestText({ reason: "one" })).replace('"one"', '"two"');
    const outcome = await computer().call("request.answer", answering(content, { trustSigner: true }));
    expect(outcome).toMatchObject({ ok: false, error: { code: "refused" } });
  });

  it("do not pass over a damaged list of known signers", async () => {
    const content = await requestText();
    const { call, ports } = computer();
    await ports.dataFiles.write("known-signers.json", "{");
    expect(await call("request.open", { content })).toMatchObject({ ok: false, error: { code: "unreadable" } });
  });

  it("seal what the preview showed, and again without what the person drops", async () => {
    const helpdesk = computer();
    await helpdesk.call("keys.create", { name: "Example helpdesk" });
    for (const organisationSalt of [true, false]) {
      const wishes = { profile: "quick", gateway: "practice", organisationSalt };
      const created = await helpdesk.call("request.create", wishes);
      const { call } = computer();
      const answered = await call(
        "request.answer",
        answering(String(created.value["fileText"]), { trustSigner: true }),
      );
      const { run } = answered.value["report"] as { readonly run: { readonly id: string } };
      const open = async (contentBase64: unknown) =>
        (await helpdesk.call("bundle.open", { source: { contentBase64 } })).value;

      const shown = await call("bundle.page", { runId: run.id, path: "report.json", limit: 5000 });
      const text = (shown.value["lines"] as readonly string[]).join("\n");
      expect((await open(answered.value["contentBase64"]))["report"]).toEqual(JSON.parse(text));

      const sealed = await call("request.seal", { runId: run.id, without: ["measurements", "page"] });
      const opened = await open(sealed.value["contentBase64"]);
      expect(opened["report"]).toEqual(JSON.parse(text));
      expect(opened["manifest"]).toMatchObject({ consent: { leftOut: ["measurements", "page"] } });
      const paths = (opened["files"] as readonly { readonly path: string }[]).map(({ path }) => path);
      expect(paths).not.toContain("report.html");
      expect(paths).not.toContain("measurements/measurements.json");
    }
    expect(await computer().call("request.seal", { runId: "other" })).toMatchObject({ error: { code: "not-found" } });
  });

  it("upload nothing that was not asked for, not agreed to, or not kept", async () => {
    const { call } = computer();
    const answered = await call("request.answer", answering(await requestText(), { trustSigner: true }));
    const { run } = answered.value["report"] as { readonly run: { readonly id: string } };
    const uploading = { runId: run.id, consent: true };
    expect(await call("request.upload", uploading)).toMatchObject({ error: { code: "refused" } });
    expect(await call("request.upload", { ...uploading, runId: "other" })).toMatchObject({
      error: { code: "not-found" },
    });
    expect(await call("request.upload", { runId: run.id })).toMatchObject({ error: { code: "invalid-input" } });
  });

  it("give the helpdesk's public keys and never its secret ones", async () => {
    const { call } = computer();
    const created = await call("keys.create", { name: "Example helpdesk" });
    expect(created).toMatchObject({ ok: true, value: { name: "Example helpdesk" } });
    expect(await call("keys.show", {})).toEqual(created);
    expect(JSON.stringify(created)).not.toContain("SECRET");
    expect(await call("keys.create", { name: "Another" })).toMatchObject({ error: { code: "refused" } });
    expect(await call("keys.create", { name: "two\nlines", path: "b" })).toMatchObject({
      error: { code: "invalid-input" },
    });
  });
});
