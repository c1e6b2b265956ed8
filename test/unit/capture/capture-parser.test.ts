import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCapture } from "../../../main/capture/capture-parser.ts";
import type { CapturedPacket } from "../../../main/capture/captured-packet.ts";
import { inChunks, pcapBytes, pcapngBlock, pcapngBytes, type WrittenPacket } from "../../fakes/capture-bytes.ts";

async function read(bytes: Uint8Array, ...sizes: readonly number[]) {
  const packets: CapturedPacket[] = [];
  const parsed = await parseCapture(inChunks(bytes, ...sizes), (packet) => {
    packets.push({ ...packet, bytes: Uint8Array.from(packet.bytes) });
  });
  return { parsed, packets };
}

const packetArbitrary: fc.Arbitrary<WrittenPacket> = fc.record({
  atMs: fc.integer({ min: 1, max: 4_000_000_000_000 }),
  bytes: fc.uint8Array({ maxLength: 200 }),
});
const packetsArbitrary = fc.array(packetArbitrary, { maxLength: 12 });
const sizesArbitrary = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 });

const shown = ({ atMs, bytes }: WrittenPacket) => ({ atMs, bytes: [...bytes] });

describe("pcap", () => {
  it("is read in both orders of bytes and both resolutions, however it is cut into chunks", async () => {
    await fc.assert(
      fc.asyncProperty(
        packetsArbitrary,
        fc.boolean(),
        fc.boolean(),
        sizesArbitrary,
        async (written, littleEndian, nanoseconds, sizes) => {
          const bytes = pcapBytes(written, { littleEndian, nanoseconds, linkType: 113 });
          const { parsed, packets } = await read(bytes, ...sizes);
          expect(parsed).toEqual({ ok: true, value: { format: "pcap", sizeBytes: bytes.length } });
          expect(packets.map(shown)).toEqual(written.map(shown));
          expect(packets.map(({ number }) => number)).toEqual(written.map((_, index) => index + 1));
          expect(packets.every(({ linkType }) => linkType === 113)).toBe(true);
        },
      ),
    );
  });

  it("tells of packets that were kept in part", async () => {
    const written = [{ atMs: 5, bytes: new Uint8Array(10), originalBytes: 1500 }];
    const { packets } = await read(pcapBytes(written, { littleEndian: true, nanoseconds: false, linkType: 1 }));
    expect(packets[0]).toMatchObject({ originalBytes: 1500 });
    expect(packets[0]?.bytes).toHaveLength(10);
  });

  it("gives what stands before the end of a file that was cut off", async () => {
    const written = [1, 2, 3].map((atMs) => ({ atMs, bytes: new Uint8Array(50) }));
    const whole = pcapBytes(written, { littleEndian: true, nanoseconds: false, linkType: 1 });
    const { parsed, packets } = await read(whole.subarray(0, whole.length - 7), 33);
    expect(packets).toHaveLength(2);
    expect(parsed).toMatchObject({ ok: true, value: { note: "The file ends in the middle of a record." } });
  });

  it("stops at a record whose length cannot be", async () => {
    const good = pcapBytes([{ atMs: 1, bytes: new Uint8Array(4) }], {
      littleEndian: true,
      nanoseconds: false,
      linkType: 1,
    });
    const record = Buffer.alloc(16, 0xff);
    const { parsed, packets } = await read(Buffer.concat([good, record]));
    expect(packets).toHaveLength(1);
    expect(parsed).toMatchObject({
      ok: true,
      value: { note: "The file is broken: the record of packet 2 claims 4294967295 bytes." },
    });
  });
});

describe("pcapng", () => {
  it("is read in both orders of bytes, however it is cut into chunks", async () => {
    await fc.assert(
      fc.asyncProperty(packetsArbitrary, fc.boolean(), sizesArbitrary, async (written, littleEndian, sizes) => {
        const bytes = pcapngBytes(written, { littleEndian, linkType: 1 });
        const { parsed, packets } = await read(bytes, ...sizes);
        expect(parsed).toEqual({ ok: true, value: { format: "pcapng", sizeBytes: bytes.length } });
        expect(packets.map(shown)).toEqual(written.map(shown));
      }),
    );
  });

  it.each([
    { resolution: 3, ticksPerMs: 1 },
    { resolution: 9, ticksPerMs: 1e6 },
    { resolution: 0x80 | 10, ticksPerMs: 1.024 },
  ])("reads times of the resolution $resolution", async ({ resolution, ticksPerMs }) => {
    const atMs = 1_700_000_000_000;
    const written = [{ atMs, bytes: new Uint8Array(4) }];
    const { packets } = await read(pcapngBytes(written, { littleEndian: true, linkType: 1, resolution, ticksPerMs }));
    expect(packets[0]?.atMs).toBeCloseTo(atMs, 0);
  });

  it("reads a second section with the other order of bytes", async () => {
    const written = [{ atMs: 7, bytes: Uint8Array.of(1, 2, 3) }];
    const first = pcapngBytes(written, { littleEndian: true, linkType: 1 });
    const second = pcapngBytes(written, { littleEndian: false, linkType: 101 });
    const { packets } = await read(Buffer.concat([first, second]), 11);
    expect(packets.map(({ linkType }) => linkType)).toEqual([1, 101]);
  });

  it("passes over large blocks of no interest without keeping them", async () => {
    const head = pcapngBytes([], { littleEndian: true, linkType: 1 });
    const secrets = pcapngBlock(10, new Uint8Array(3_000_000), true);
    const written = [{ atMs: 9, bytes: Uint8Array.of(9) }];
    const rest = pcapngBytes(written, { littleEndian: true, linkType: 1 });
    const { parsed, packets } = await read(Buffer.concat([head, secrets, rest]), 65_536);
    expect(packets.map(shown)).toEqual(written.map(shown));
    expect(parsed).not.toHaveProperty("value.note");
  });

  it.each([
    ["no order of bytes", Buffer.from("0a0d0d0a1c00000000000000000000000000000000000000", "hex")],
    [
      "a block of 3 bytes",
      Buffer.concat([
        pcapngBytes([], { littleEndian: true, linkType: 1 }),
        Buffer.from("060000000300000000000000", "hex"),
      ]),
    ],
    [
      "an interface that was not described",
      Buffer.concat([
        pcapngBytes([], { littleEndian: true, linkType: 1 }),
        pcapngBlock(6, Uint8Array.of(9, ...new Uint8Array(23)), true),
      ]),
    ],
    [
      "a packet larger than its block",
      Buffer.concat([
        pcapngBytes([], { littleEndian: true, linkType: 1 }),
        pcapngBlock(6, Uint8Array.of(...new Uint8Array(12), 200, 0, 0, 0, 200, 0, 0, 0), true),
      ]),
    ],
  ])("says what is broken: %s", async (_what, bytes) => {
    const { parsed, packets } = await read(bytes);
    expect(packets).toEqual([]);
    expect(parsed.ok ? parsed.value.note : "").toMatch(/^The file is broken: /);
  });
});

describe("any other file", () => {
  it("is no capture", async () => {
    for (const bytes of [new Uint8Array(), Uint8Array.of(0xa1), Buffer.from("Nov 23 charon: ...")]) {
      expect((await read(bytes)).parsed).toMatchObject({ ok: false, error: { code: "invalid-input" } });
    }
  });

  it("never makes the reader throw, whatever follows the magic number", async () => {
    const magic = fc.constantFrom("a1b2c3d4", "d4c3b2a1", "a1b23c4d", "4d3cb2a1", "0a0d0d0a1c0000004d3c2b1a");
    await fc.assert(
      fc.asyncProperty(magic, fc.uint8Array({ maxLength: 400 }), sizesArbitrary, async (start, rest, sizes) => {
        const { parsed } = await read(Buffer.concat([Buffer.from(start, "hex"), rest]), ...sizes);
        expect(parsed.ok).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("stops when it is told to", async () => {
    const bytes = pcapBytes([], { littleEndian: true, nanoseconds: false, linkType: 1 });
    const parsed = await parseCapture(inChunks(bytes), () => undefined, AbortSignal.abort());
    expect(parsed).toMatchObject({ ok: false, error: { code: "cancelled" } });
  });
});
