import { createServer } from "node:http";
import { z } from "zod";
import { columnsOf, groupsOf } from "../../main/fleet/columns.ts";
import { openMetrics } from "../../main/fleet/export.ts";
import { aFleetRow, syntheticRows } from "../fakes/fleet.ts";
import { checkMetrics, startPrometheus } from "./servers.ts";

const answerSchema = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});
const deadlineMs = 40_000;

/** promtool takes the metrics, and a real Prometheus that scrapes them knows every series with its value. */
export async function checkOpenMetrics(): Promise<readonly string[]> {
  const gateway = 'a"b\\c ö {x="y"} # EOF';
  const columns = columnsOf([...syntheticRows(1, 300), aFleetRow({ gateway })]);
  const text = openMetrics(columns);
  const said = checkMetrics(text);
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port was given.");
  const prometheus = await startPrometheus(address.port);
  try {
    const found = await untilScraped(
      `${prometheus.url}/api/v1/query?query=${encodeURIComponent('{__name__=~"tunnel_doctor_.+"}')}`,
    );
    const valueOf = (name: string, by: string, value: string): number | undefined =>
      found.find(({ metric }) => metric["__name__"] === name && metric["by"] === by && metric["value"] === value)
        ?.value;
    const problems = said.trim() === "" ? [] : [`promtool says: ${said.trim()}`];
    const series = text.split("\n").filter((line) => line !== "" && !line.startsWith("#")).length;
    if (found.length !== series) problems.push(`${found.length} series instead of ${series}`);
    for (const [value, { bundles, drops }] of groupsOf(columns, "gateway")) {
      if (valueOf("tunnel_doctor_fleet_bundles", "gateway", value) !== bundles) problems.push(`bundles of ${value}`);
      if (valueOf("tunnel_doctor_fleet_drops", "gateway", value) !== drops) problems.push(`drops of ${value}`);
    }
    return problems;
  } finally {
    await prometheus.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Asks until there is an answer with something in it. */
async function untilScraped(url: string) {
  const endMs = performance.now() + deadlineMs;
  for (;;) {
    const answer = await fetch(url).then(
      async (response) => answerSchema.safeParse(await response.json()),
      () => undefined,
    );
    const result = answer?.success === true ? answer.data.data.result : [];
    if (result.length > 0) return result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
    if (performance.now() > endMs) throw new Error(`Prometheus had scraped nothing after ${deadlineMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
