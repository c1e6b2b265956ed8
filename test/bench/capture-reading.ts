import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BenchRow } from "./row.ts";

const sizeMb = 100;
const client = [192, 0, 2, 10];
const gateway = [203, 0, 113, 10];
/** As a busy tunnel: mostly large packets one way and small ones back, and a keepalive now and then. */
const sizesBytes = [1400, 1400, 1400, 100, 1400, 300, 1400, 100];
const keepaliveEvery = 500;
/** Small in comparison with what is written at once. */
const writtenAtOnceBytes = 4_000_000;

/** Our story of a capture, from the file to the last exchange, beside tcpdump that only copies it, and tshark. */
export const captureReading: BenchRow = {
  name: "capture-reading",
  about: `a capture of ESP in UDP of ${sizeMb} MB at scale 1`,
  baseline: "tcpdump -r FILE -w /dev/null on the same file",
  unit: "MB/s",
  betterIs: "higher",
  measure: async (scale) => {
    const folder = mkdtempSync(join(tmpdir(), "bench-"));
    try {
      const path = join(folder, "tunnel.pcap");
      writeCapture(path, sizeMb * scale * 1e6);
      const megabytes = statSync(path).size / 1e6;
      const reader = fileURLToPath(new URL("read-capture-file.ts", import.meta.url));
      const read = JSON.parse(execFileSync(process.execPath, [reader, path], { encoding: "utf8" })) as {
        seconds: number;
        packets: number;
        peakMemoryMb: number;
      };
      const { seconds, ...details } = read;
      const tcpdump = speedOf(megabytes, "tcpdump", ["-r", path, "-w", "/dev/null"]);
      const tshark = speedOf(megabytes, "tshark", ["-r", path]);
      return {
        ours: megabytes / seconds,
        baseline: tcpdump ?? Number.NaN,
        details: { megabytes, ...details, ...(tshark === null ? {} : { tsharkMbPerSecond: tshark }) },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Null where the program is not installed. */
function speedOf(megabytes: number, program: string, args: readonly string[]): number | null {
  const startedMs = performance.now();
  const { error, status } = spawnSync(program, args, { stdio: "ignore" });
  return error !== undefined || status !== 0 ? null : megabytes / ((performance.now() - startedMs) / 1000);
}

function writeCapture(path: string, sizeBytes: number): void {
  const file = openSync(path, "w");
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(101, 20);
  writeSync(file, header);
  const sequences = [0, 0];
  let packets: Buffer[] = [];
  let waiting = 0;
  for (let written = 0, number = 0; written < sizeBytes; number += 1) {
    const payloadBytes = number % keepaliveEvery === 0 ? 1 : (sizesBytes[number % sizesBytes.length] ?? 100);
    const isInward = payloadBytes === 100;
    const record = Buffer.alloc(16 + 28 + payloadBytes);
    record.writeUInt32LE(1_700_000_000 + Math.floor(number / 1000), 0);
    record.writeUInt32LE((number % 1000) * 1000, 4);
    record.writeUInt32LE(28 + payloadBytes, 8);
    record.writeUInt32LE(28 + payloadBytes, 12);
    record[16] = 0x45;
    record.writeUInt16BE(28 + payloadBytes, 18);
    record[24] = 64;
    record[25] = 17;
    Buffer.from(isInward ? gateway : client).copy(record, 28);
    Buffer.from(isInward ? client : gateway).copy(record, 32);
    record.writeUInt16BE(4500, 36);
    record.writeUInt16BE(4500, 38);
    record.writeUInt16BE(8 + payloadBytes, 40);
    if (payloadBytes === 1) record[44] = 0xff;
    else {
      const side = isInward ? 1 : 0;
      sequences[side] = (sequences[side] ?? 0) + 1;
      record.writeUInt32BE(0xc0000001 + side, 44);
      record.writeUInt32BE(sequences[side], 48);
    }
    packets.push(record);
    written += record.length;
    waiting += record.length;
    if (waiting > writtenAtOnceBytes || written >= sizeBytes) {
      writeSync(file, Buffer.concat(packets));
      packets = [];
      waiting = 0;
    }
  }
  closeSync(file);
}
