import { columnNumber, emptyColumns, fleetNumbers, type FleetColumns } from "../../model/fleet-columns.ts";
import { fleetDimensions, type FleetRow } from "../../model/fleet-row.ts";

/*
 * The columns of a fleet as they lie in its file: a piece for each batch of rows that was added, number after number and text
 * after text, texts as places in the list of words. A hundred thousand rows are read back in a few hundred pieces, where
 * a query of rows would make millions of values. All systems that this runs on are little-endian.
 */

const bytesPerBundle =
  fleetNumbers.length * Float64Array.BYTES_PER_ELEMENT + fleetDimensions.length * Uint32Array.BYTES_PER_ELEMENT;

export interface FleetChunk {
  readonly bundles: number;
  readonly body: Uint8Array;
}

/** The piece of some rows. `wordId` gives each text its place. */
export function packChunk(rows: readonly FleetRow[], wordId: (word: string) => number): FleetChunk {
  const parts = [
    ...fleetNumbers.map((name) => Float64Array.from(rows, (row) => columnNumber(row, name))),
    ...fleetDimensions.map((name) => Uint32Array.from(rows, (row) => wordId(row[name]))),
  ];
  const body = new Uint8Array(rows.length * bytesPerBundle);
  let at = 0;
  for (const part of parts) {
    body.set(new Uint8Array(part.buffer), at);
    at += part.byteLength;
  }
  return { bundles: rows.length, body };
}

/** All pieces together. Throws where a piece is not as long as its rows: the file was damaged. */
export function unpackChunks(chunks: readonly FleetChunk[], words: readonly string[]): FleetColumns {
  const columns = emptyColumns(
    chunks.reduce((sum, { bundles }) => sum + bundles, 0),
    words,
  );
  const targets = [
    ...fleetNumbers.map((name) => columns.numbers[name]),
    ...fleetDimensions.map((name) => columns.codes[name]),
  ].map((column) => ({ bytes: new Uint8Array(column.buffer), size: column.BYTES_PER_ELEMENT }));
  let first = 0;
  for (const { bundles, body } of chunks) {
    if (body.length !== bundles * bytesPerBundle) throw new Error("a piece of it is damaged");
    let at = 0;
    for (const { bytes, size } of targets) {
      bytes.set(body.subarray(at, at + bundles * size), first * size);
      at += bundles * size;
    }
    first += bundles;
  }
  return columns;
}
