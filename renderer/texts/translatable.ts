/** The shape of a catalogue in any language: the same keys, the same parameters of its functions, other words. */
export type Translatable<T> = T extends string
  ? string
  : T extends (...parameters: infer Parameters) => infer Result
    ? (...parameters: Parameters) => Translatable<Result>
    : { readonly [Key in keyof T]: Translatable<T[Key]> };
