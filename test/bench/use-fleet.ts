import { createFleetHandlers } from "../../main/api/fleet-handlers.ts";
import { createFleetFiles } from "../../main/host/fleet-store/fleet-files.ts";
import { createFleetStore } from "../../main/host/fleet-store/fleet-store.ts";
import { createSmallFiles } from "../../main/host/small-files.ts";
import { createHostWorld } from "../../main/host/world.ts";
import { fleetDimensions, fleetPageSchema } from "../../main/model/fleet-row.ts";

/* A process of its own, so that its memory is that of the work alone: `use-fleet.ts DATA-FOLDER add FOLDER` or `… ask`. */

const [data = "", job = "", folder = ""] = process.argv.slice(2);
const world = createHostWorld({});
const store = createFleetStore(data);
const files = createFleetFiles(new URL("../../main/doors/fleet-thread.ts", import.meta.url));
const handlers = createFleetHandlers({
  door: "cli",
  world: () => world,
  smallFiles: createSmallFiles(data),
  fleet: { store, files },
});
const context = { signal: new AbortController().signal, emit: () => undefined };
const numbers: Record<string, number> = {};
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

async function timed(
  name: string,
  work: () => Promise<{ readonly ok: boolean; readonly error?: { readonly message: string } }>,
): Promise<void> {
  const startedAtMs = performance.now();
  const done = await work();
  if (!done.ok) throw new Error(done.error?.message);
  numbers[name] = performance.now() - startedAtMs;
}

if (job === "add") await timed("addMs", async () => handlers["fleet.add"]({ paths: [folder] }, context));
else {
  await timed("firstPageMs", async () => handlers["fleet.list"](fleetPageSchema.parse({}), context));
  await timed("compareMs", async () =>
    handlers["fleet.compare"]({ by: ["osBuild"], where: {}, minBundles: 20 }, context),
  );
  await timed("compareAgainMs", async () =>
    handlers["fleet.compare"]({ by: ["osBuild"], where: {}, minBundles: 20 }, context),
  );
  await timed("compareAllMs", async () =>
    handlers["fleet.compare"]({ by: [...fleetDimensions], where: {}, minBundles: 20 }, context),
  );
  await timed("chartsMs", async () => handlers["fleet.charts"]({ where: {} }, context));
  await timed("recommendMs", async () => handlers["fleet.recommend"]({ share: 0.99, where: {} }, context));
}
store.close();
numbers["cpuMs"] = cpuMs();
numbers["peakMemoryMb"] = process.resourceUsage().maxRSS / 1000;
console.log(JSON.stringify(numbers));
