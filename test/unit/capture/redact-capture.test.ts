import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { createAddressReplacer } from "../../../main/api/address-replacer.ts";
import { createPseudonyms } from "../../../main/bundle/redaction/pseudonyms.ts";
import { onesSum } from "../../../main/capture/checksum.ts";
import { redactCapture } from "../../../main/capture/redact-capture.ts";
import { redactPacket } from "../../../main/capture/redact-packet.ts";
import { readCaptureStory } from "../../../main/capture/story.ts";
import { inChunks, ipv4Packet, pcapBytes } from "../../fakes/capture-bytes.ts";
import { capturePath, fixtureStory } from "../../fakes/fixture-captures.ts";

const key = new Uint8Array(32).fill(7);
const replace = createAddressReplacer(key);
const names = readdirSync(capturePath("")).filter((name) => /\.pcap(?:ng)?$/.test(name));
const folder = mkdtempSync(path.join(tmpdir(), "redacted-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const hasTshark = spawnSync("tshark", ["--version"]).status === 0;

async function redacted(bytes: Uint8Array, ...sizes: readonly number[]) {
  const redaction = redactCapture(inChunks(bytes, ...sizes), replace);
  const parts: Uint8Array[] = [];
  for await (const chunk of redaction.chunks) parts.push(chunk);
  return { bytes: Uint8Array.from(Buffer.concat(parts)), told: redaction.told() };
}

/** Nothing got there. */
const empty: ReadonlySet<string> = new Set(["l2tp-no-answer.gateway.pcap", "udp-500-blocked.gateway.pcap"]);

/** What a story says that has no addresses in it. */
function withoutAddresses({ counts, esp, idle, rekeys }: Awaited<ReturnType<typeof fixtureStory>>) {
  return {
    counts: { ...counts, packets: counts.packets - counts.notIp, notIp: 0, truncated: 0 },
    esp: esp.map(({ packets, missing, longestGap }) => ({ packets, missing, longestGap })),
    idle: idle.map(({ after }) => after),
    rekeys: rekeys.map(({ outcome }) => outcome),
  };
}

describe("a capture to hand on", () => {
  it.each(names)("tells the same story with other addresses: %s", async (name) => {
    const { bytes, told } = await redacted(readFileSync(capturePath(name)), 4096);
    expect(told.failed).toBeUndefined();
    const story = await readCaptureStory(name, inChunks(bytes, 777));
    const original = await fixtureStory(name);
    if (!story.ok) throw new Error(story.error.message);
    expect(withoutAddresses(story.value)).toEqual(withoutAddresses(original));
    if (original.client === undefined) return;
    const { ipv4, ipv6 } = createPseudonyms(key);
    expect(story.value.client).toBe((original.client.includes(":") ? ipv6 : ipv4)(original.client));
    expect(story.value.client).not.toBe(original.client);
  });

  it.skipIf(!hasTshark).each(names)("has no wrong checksum for tshark: %s", async (name) => {
    const { bytes } = await redacted(readFileSync(capturePath(name)), 65_536);
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    const checks = ["ip", "udp", "tcp"].flatMap((layer) => ["-o", `${layer}.check_checksum:TRUE`]);
    const fields = ["ip", "udp", "tcp", "icmp"].flatMap((layer) => ["-e", `${layer}.checksum.status`]);
    const output = execFileSync("tshark", ["-r", file, ...checks, "-T", "fields", ...fields], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const states = output.split(/[\s,]+/).filter((state) => state !== "");
    // 0 is bad, 1 is good, 2 was not checked because the packet is not whole.
    expect(states.filter((state) => state === "0")).toEqual([]);
    if (!empty.has(name)) expect(states).toContain("1");
  });

  it("holds nothing of what was said, and no address as it was", async () => {
    const secret = Buffer.from("a secret that somebody typed");
    const udp = Buffer.concat([Buffer.from("c0001f40", "hex"), Buffer.from([0, 8 + secret.length, 0, 1]), secret]);
    const frame = Buffer.concat([
      Buffer.from("02aabbccddee02aabbccddef0800", "hex"),
      ipv4Packet("203.0.113.77", "198.51.100.99", 17, udp),
    ]);
    const file = pcapBytes([{ atMs: 5, bytes: frame }], { littleEndian: true, nanoseconds: false, linkType: 1 });
    const out = Buffer.from((await redacted(file)).bytes);
    expect(out.includes("secret")).toBe(false);
    for (const hex of ["02aabbccdd", "cb00714d", "c6336463"]) expect(out.includes(Buffer.from(hex, "hex"))).toBe(false);
  });

  it("replaces the addresses inside ICMP errors alike", () => {
    const inner = ipv4Packet(
      "203.0.113.77",
      "198.51.100.99",
      17,
      Buffer.from("01f401f400100000ffffffffffffffff", "hex"),
    );
    const error = Buffer.concat([Buffer.from("0304000000000578", "hex"), inner]);
    const out = redactPacket(ipv4Packet("192.0.2.254", "203.0.113.77", 1, error), replace);
    if (out === null) throw new Error("It is a packet.");
    expect([...out.subarray(16, 20)]).toEqual([...out.subarray(28 + 12, 28 + 16)]);
    expect(onesSum(out.subarray(0, 20))).toBe(0xffff);
    expect(onesSum(out.subarray(20))).toBe(0xffff);
    expect([...out.subarray(56)].every((octet) => octet === 0)).toBe(true);
  });

  it("says what is no capture", async () => {
    expect((await redacted(Buffer.from("Nov 23 charon: ..."))).told.failed?.code).toBe("invalid-input");
  });

  it("never throws, whatever becomes of a real file, and leaves right IP checksums", async () => {
    const original = readFileSync(capturePath("path-mtu-1400.client.pcap"));
    const change = fc.record({ at: fc.nat({ max: original.length - 1 }), to: fc.nat({ max: 255 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 60 }),
        fc.nat({ max: original.length }),
        fc.constantFrom(0, 1, 9, 101, 105, 108, 113, 127, 276),
        async (changes, keptBytes, linkType) => {
          const bytes = Uint8Array.from(original);
          for (const { at, to } of changes) bytes[at] = to;
          bytes[20] = linkType & 0xff;
          bytes[21] = linkType >>> 8;
          const cut = bytes.subarray(0, keptBytes);
          await readCaptureStory("any", inChunks(cut, 1000));
          const { bytes: out } = await redacted(cut, 1000);
          const again = await readCaptureStory("any", inChunks(out, 999));
          expect(again.ok).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("never throws on any packet", () => {
    const start = fc.constantFrom(
      "45",
      "46",
      "4f",
      "60",
      "6000000000ff2c40",
      "6000000000403340",
      "450000ff00000000401100",
    );
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), (head, rest) => {
        const bytes = Buffer.concat([Buffer.from(head, "hex"), rest]);
        const out = redactPacket(bytes, replace);
        expect(out === null || out.length <= bytes.length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
