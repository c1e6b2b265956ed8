import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { planBundle } from "../../main/bundle/plan-bundle.ts";
import { sealTo } from "../../main/bundle/seal.ts";
import { packBundle } from "../../main/bundle/write-bundle.ts";
import { createBundleFiles } from "../../main/host/bundle-files.ts";
import { aReport } from "../fakes/report.ts";

/* Run as a process of its own, so that its peak memory is its own: puts the first file whole into a sealed bundle, the second. */

const [path = "", out = ""] = process.argv.slice(2);
const files = createBundleFiles();
const startedMs = performance.now();
const plan = planBundle(aReport(), [], { key: randomBytes(32), machineNames: files.machineNames() });
const log = await files.openLog(path, Number.MAX_SAFE_INTEGER);
if (!log.ok) throw new Error(log.error.message);
const packed = packBundle(plan, aReport(), Date.now(), { attached: [log.value], deflate: files.deflate });
const recipient = await identityToRecipient(await generateX25519Identity());
const sealed = await sealTo([recipient], Readable.toWeb(Readable.from(packed)) as ReadableStream<Uint8Array>);
if (!sealed.ok) throw new Error(sealed.error.message);
const written = await files.write(out, sealed.value);
if (!written.ok) throw new Error(written.error.message);
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
process.stdout.write(
  JSON.stringify({
    seconds: (performance.now() - startedMs) / 1000,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakMemoryMb: maxRSS / 1024,
    bundleMb: written.value.sizeBytes / 1e6,
  }),
);
