import { readdirSync, readFileSync } from "node:fs";

const folders = [new URL("fixtures/", import.meta.url), new URL("../../fixtures/logs/", import.meta.url)];

/** Every log in the fixtures that is lines of text, with its path as its name. */
export const everyFixture: readonly (readonly [name: string, bytes: Uint8Array])[] = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:log|ndjson|txt)$/u.test(name))
    .sort()
    .map((name) => [name, new Uint8Array(readFileSync(new URL(name, folder)))] as const),
);
