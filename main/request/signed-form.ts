/** JSON values, as `JSON.parse` gives them. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * The one text of a JSON value that everybody agrees on: members sorted by UTF-16 code units, no white space, numbers and
 * strings as ECMAScript writes them (RFC 8785, sections 3.2.1 to 3.2.3).
 */
function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value as Json));
}

function sorted(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map(sorted);
  const names = Object.keys(value).sort();
  // Object.fromEntries defines members, so that "__proto__" is a name like every other.
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] ?? null)]));
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

/** What the signature of a request is over: all of its members but the signature, also those of later versions. */
export function signedForm(request: Readonly<Record<string, unknown>>): Uint8Array {
  const signed = Object.fromEntries(Object.entries(request).filter(([name]) => name !== "signature"));
  return new TextEncoder().encode(canonicalJson(signed));
}
