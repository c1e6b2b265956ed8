/** Gives the text that stands in place of another one: the same in the language of the person. */
export type Say = (text: string) => string;
