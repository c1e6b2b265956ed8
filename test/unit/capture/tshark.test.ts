import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { capturePath, fixtureStory } from "../../fakes/fixture-captures.ts";
import { countsOfStory, countsOfTshark } from "../../fakes/tshark-counts.ts";

/** Another reader of the same files: where it is not installed, there is nothing to compare with. */
const hasTshark = spawnSync("tshark", ["--version"]).status === 0;
const names = readdirSync(capturePath("")).filter((name) => /\.pcap(?:ng)?$/.test(name));

describe.skipIf(!hasTshark)(`tshark ${hasTshark ? "agrees" : "is not installed: nothing to compare with"}`, () => {
  it.each(names)("on %s", async (name) => {
    expect(countsOfStory(await fixtureStory(name))).toEqual(countsOfTshark(capturePath(name)));
  });
});
