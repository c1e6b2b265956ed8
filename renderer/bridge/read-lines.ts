/** The lines of a stream of text, as they become complete; a last line without an end counts as well. */
export async function* readLines(stream: ReadableStream<string>): AsyncGenerator<string, void> {
  const reader = stream.getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
