import { randomBytes } from "node:crypto";
import type { RandomSource } from "../model/ports/random.ts";

/** Random bytes from the system's cryptographic generator. */
export const systemRandom: RandomSource = { bytes: (lengthBytes) => new Uint8Array(randomBytes(lengthBytes)) };
