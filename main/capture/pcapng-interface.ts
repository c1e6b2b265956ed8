/** An interface of a pcapng section: what its packets begin with, and how their time is told. */
export interface CaptureInterface {
  readonly linkType: number;
  /** 0 means no limit. */
  readonly snapshotBytes: number;
  readonly ticksPerMs: number;
  readonly offsetMs: number;
}

/** Options of an interface, draft-ietf-opsawg-pcapng section 4.2. */
const options = { end: 0, timeResolution: 9, timeOffset: 14 } as const;
/** Microseconds, where an interface does not say otherwise. */
const defaultTicksPerMs = 1e3;
/** Finer resolutions than this exist on paper only. */
const finestResolution = 18;

/** Reads the body of an Interface Description Block of at least 8 bytes; options that make no sense are passed over. */
export function readInterface(body: DataView, littleEndian: boolean): CaptureInterface {
  let ticksPerMs = defaultTicksPerMs;
  let offsetMs = 0;
  let offset = 8;
  while (offset + 4 <= body.byteLength) {
    const code = body.getUint16(offset, littleEndian);
    const sizeBytes = body.getUint16(offset + 2, littleEndian);
    const value = offset + 4;
    if (code === options.end || value + sizeBytes > body.byteLength) break;
    if (code === options.timeResolution && sizeBytes === 1) ticksPerMs = ticksPerMsOf(body.getUint8(value));
    if (code === options.timeOffset && sizeBytes === 8) offsetMs = Number(body.getBigInt64(value, littleEndian)) * 1000;
    // Options are padded to 32 bits.
    offset = value + Math.ceil(sizeBytes / 4) * 4;
  }
  return {
    linkType: body.getUint16(0, littleEndian),
    snapshotBytes: body.getUint32(4, littleEndian),
    ticksPerMs,
    offsetMs,
  };
}

/** The most significant bit tells a power of 2 from a power of 10. */
function ticksPerMsOf(resolution: number): number {
  const power = resolution & 0x7f;
  if ((resolution & 0x80) !== 0) return power > 60 ? defaultTicksPerMs : 2 ** power / 1000;
  return power > finestResolution ? defaultTicksPerMs : 10 ** power / 1000;
}
