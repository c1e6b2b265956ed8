import type { LibraryHandle } from "koffi";
import { failure, success, type Outcome } from "../../model/failure.ts";

export interface NativeLibrary {
  readonly library: LibraryHandle;
  /** The `errno` of the last call of this thread. */
  readonly errno: () => number;
}

/**
 * Opens a library of the system for direct calls. It is loaded when it is first needed, so that the program starts on
 * machines for which koffi has no binary; there it is the failure `not-supported`.
 */
export async function openNativeLibrary(name: string): Promise<Outcome<NativeLibrary>> {
  try {
    const { default: koffi } = await import("koffi");
    return success({ library: koffi.load(name), errno: () => koffi.errno() });
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n", 1)[0] : "unknown error";
    return failure("not-supported", `The library ${name} cannot be called from here: ${why ?? ""}.`);
  }
}
