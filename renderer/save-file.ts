/** Long enough for any browser to have begun reading; after it the memory is given back. */
const keepBlobMs = 60_000;

/** Hands a file to the browser, or to the save dialog of the desktop app. */
export function saveFile(fileName: string, content: BlobPart, contentType: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: contentType }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keepBlobMs);
}

/** The bytes of a base64 text. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
