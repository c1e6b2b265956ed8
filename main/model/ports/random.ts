/** Random bytes for transaction ids, SPIs and nonces. */
export interface RandomSource {
  readonly bytes: (lengthBytes: number) => Uint8Array;
}
