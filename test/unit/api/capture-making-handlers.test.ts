import { mkdtempSync, readFileSync, rmSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createCaptureMakingHandlers } from "../../../main/api/capture-making-handlers.ts";
import { contract } from "../../../main/api/contract.ts";
import { createBundleFiles } from "../../../main/host/bundle-files.ts";
import { createCaptureFiles } from "../../../main/host/capture-file.ts";
import { failure, success } from "../../../main/model/failure.ts";
import type { CaptureRunner } from "../../../main/model/ports/captures.ts";
import { capturePath } from "../../fakes/fixture-captures.ts";
import { memoryKeyPorts } from "../../fakes/key-ports.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";

const folder = mkdtempSync(path.join(tmpdir(), "making-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const live = { signal: new AbortController().signal, emit: () => undefined };
const startInput = contract["capture.start"].input.parse({ consent: true, path: "a.pcap" });

type Run = CaptureRunner["run"];

/** A program that runs until it is asked to end. */
const endless: Run = (_program, _args, signal) =>
  new Promise((resolve) => {
    const end = (): void => resolve(success({ exitCode: 0, said: "" }));
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });

function handlers(run: Run) {
  const { world } = createSimulatedWorld({});
  const programs: string[] = [];
  const made = createCaptureMakingHandlers({
    os: "linux",
    // Waiting is giving way to others.
    world: () => ({
      ...world,
      clock: { ...world.clock, sleep: () => new Promise((resolve) => setImmediate(resolve)) },
    }),
    captureFiles: createCaptureFiles(),
    dataFiles: memoryKeyPorts().dataFiles,
    bundleFiles: createBundleFiles(),
    captureRunner: {
      newFile: async (name) => success(`/captures/${name}`),
      run: (program, args, signal) => {
        programs.push(program);
        return run(program, args, signal);
      },
      files: async (name) => [{ path: name, sizeBytes: 4711 }],
      homePath: (name) => `/home/somebody/${name}`,
    },
  });
  return { made, programs };
}

describe("capture.start and capture.stop", () => {
  it("needs consent", () => {
    expect(contract["capture.start"].input.safeParse({ path: "a.pcap" }).success).toBe(false);
  });

  it("goes on until somebody stops it, and only one at a time", async () => {
    const { made } = handlers(endless);
    let command = "";
    const started = Promise.withResolvers<number>();
    const running = made["capture.start"](startInput, {
      ...live,
      emit: (told) => {
        if (told.kind === "started") command = told.command;
        // It was told how large the file is.
        else started.resolve(told.sizeBytes);
      },
    });
    expect(await started.promise).toBe(4711);
    expect(command).toMatch(/^tcpdump .*-w \/captures\/a\.pcap/);
    expect(await made["capture.start"](startInput, live)).toMatchObject({ ok: false, error: { code: "refused" } });
    expect(await made["capture.stop"]({}, live)).toEqual(success({ path: "/captures/a.pcap" }));
    expect(await running).toMatchObject({ ok: true, value: { program: "tcpdump", sizeBytes: 4711 } });
    expect(await made["capture.stop"]({}, live)).toMatchObject({ ok: false, error: { code: "not-found" } });
  });

  it("leaves a file behind when it is cancelled", async () => {
    const { made } = handlers(endless);
    const controller = new AbortController();
    const running = made["capture.start"](startInput, { signal: controller.signal, emit: () => controller.abort() });
    expect(await running).toMatchObject({ ok: true, value: { path: "/captures/a.pcap" } });
  });

  it("writes to the home folder where nobody says where", async () => {
    const { made } = handlers(endless);
    const plan = await made["capture.plan"](contract["capture.plan"].input.parse({}), live);
    if (!plan.ok) throw new Error(plan.error.message);
    const { path: planned, recipes } = plan.value;
    expect(planned).toMatch(/^\/home\/somebody\/tunnel-doctor-\d{4}-\d\d-\d\dT[\d-]+Z\.pcap$/);
    expect(recipes[0]?.commands[0]).toContain(planned);
  });

  it("takes the next program where one is not installed", async () => {
    const { made, programs } = handlers(async (program) =>
      program === "tcpdump" ? failure("not-found", "It is not here.") : success({ exitCode: 0, said: "" }),
    );
    expect(await made["capture.start"](startInput, live)).toMatchObject({ ok: true, value: { program: "dumpcap" } });
    expect(programs).toEqual(["tcpdump", "dumpcap"]);
  });

  it.each([
    ["You don't have permission to perform this capture on that device", "not-permitted"],
    ["tcpdump: eth7: No such device exists", "command-failed"],
  ])("says why it could not begin: %s", async (said, code) => {
    const { made } = handlers(async () => success({ exitCode: 1, said }));
    expect(await made["capture.start"](startInput, live)).toMatchObject({ ok: false, error: { code } });
  });
});

describe("capture.redact", () => {
  const { made } = handlers(endless);

  it("writes a copy with other addresses, and replaces no file", async () => {
    const out = path.join(folder, "out.pcap");
    const input = { path: capturePath("healthy-tunnel.client.pcapng"), out };
    expect(await made["capture.redact"](input, live)).toMatchObject({ ok: true, value: { path: out } });
    expect(readFileSync(out).includes(Buffer.from([203, 0, 113, 10]))).toBe(false);
    expect(await made["capture.redact"](input, live)).toMatchObject({ ok: false, error: { code: "refused" } });
  });

  it("leaves nothing behind of what is no capture", async () => {
    const out = path.join(folder, "none.pcap");
    const outcome = await made["capture.redact"]({ path: capturePath("README.md"), out }, live);
    expect(outcome).toMatchObject({ ok: false, error: { code: "invalid-input" } });
    expect(existsSync(out)).toBe(false);
  });
});
