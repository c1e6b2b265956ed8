import { en } from "./en.ts";

/** The words of the page in the language of the person. There is one language so far. */
export const texts = en;
