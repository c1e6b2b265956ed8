import { readdirSync } from "node:fs";
import { observationsOf } from "../../main/capture/observations.ts";
import { fixtureStory } from "../fakes/fixture-captures.ts";
import type { Input } from "./input.ts";
import { labelledCaseSchema, type LabelledCase } from "./labelled-case.ts";
import { observe } from "./observe.ts";

const folder = new URL("../fixtures/captures/", import.meta.url);
const ending = ".client.pcap";

/**
 * What is lost on the way, and was sent once only, is not seen to be missing where it was sent; and a client that gets no
 * answer to its first message cannot tell a filter from a gateway that is down.
 */
const untold: ReadonlySet<string> = new Set([
  "fragments-dropped",
  "mtu-black-hole-1380",
  "mtu-black-hole-1380-ipv6",
  "udp-500-blocked",
]);

/** The captures of the lab at the client, with nothing beside them; the truth is that of the recorded scenario. */
export async function captureInputs(recorded: readonly LabelledCase[]): Promise<readonly Input[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith(ending));
  return Promise.all(names.sort().map((name) => captureInput(name, recorded)));
}

async function captureInput(name: string, recorded: readonly LabelledCase[]): Promise<Input> {
  const scenario = name.slice(0, -ending.length);
  const known = recorded.find(({ id }) => id === `lab/${scenario}`);
  if (known === undefined) throw new Error(`There is no recorded scenario ${scenario} for the capture ${name}.`);
  const story = await fixtureStory(name);
  const gateway = story.gateway === undefined ? undefined : { host: story.gateway, addresses: [story.gateway] };
  const nothing = await observe(labelledCaseSchema.parse({ id: name, truth: "", split: "tune", expected: [] }));
  const { truth, split, expected, alsoTrue } = known;
  const unusable = untold.has(scenario) ? "The client's capture does not show what was lost behind it." : undefined;
  return {
    truth: { id: `capture/${name}`, origin: "capture", split, truth, unusable, expected, alsoTrue },
    observations: { ...nothing, ...observationsOf(story), gateway },
  };
}
