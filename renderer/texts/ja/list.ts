/** The parts of a list with a comma between them; `Intl` writes a blank between the parts of a short list in Japanese. */
export const list = (parts: readonly string[]): string => parts.join("、");
