import { describe, expect, it } from "vitest";
import {
  generateFleet,
  packSynthetic,
  syntheticFiles,
  syntheticReportBytes,
  syntheticRow,
} from "../../../main/fleet/generate.ts";
import { parseFleetFile } from "../../../main/fleet/parse-file.ts";
import { rowFromBundle, weekOf } from "../../../main/fleet/row-from-bundle.ts";
import { columnsOf } from "../../../main/fleet/columns.ts";
import { exportRows, openMetrics } from "../../../main/fleet/export.ts";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { zipSync } from "fflate";
import { sealTo } from "../../../main/bundle/seal.ts";
import { bundleManifestSchema } from "../../../main/model/bundle-manifest.ts";
import { aFleetRow } from "../../fakes/fleet.ts";
import { aReport } from "../../fakes/report.ts";

const [bundle] = [...generateFleet({ seed: 3, bundles: 1, effects: [] })];
if (bundle === undefined) throw new Error("The generator made nothing.");
const packed = packSynthetic(bundle);
const repacked = (path: string, text: string): Uint8Array =>
  zipSync({ ...Object.fromEntries(syntheticFiles(bundle)), [path]: new TextEncoder().encode(text) });
const itsRow = {
  kind: "row",
  // The made-up row has an id, too, without the work of packing a bundle.
  row: { ...syntheticRow(bundle), bundleId: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
  report: syntheticReportBytes(bundle),
};

describe("parseFleetFile", () => {
  it("reads from the file what the generator put into it", async () => {
    expect(await parseFleetFile(packed, `/in/${bundle.fileName}`, [])).toEqual([itsRow]);
  });

  it("opens what is sealed to the key, to the same row, and refuses it without", async () => {
    const identity = await generateX25519Identity();
    const sealed = await sealTo([await identityToRecipient(identity)], new Blob([Uint8Array.from(packed)]).stream());
    if (!sealed.ok) throw new Error(sealed.error.message);
    const bytes = new Uint8Array(await new Response(sealed.value).arrayBuffer());
    expect(await parseFleetFile(bytes, bundle.fileName, [identity])).toEqual([itsRow]);
    for (const identities of [[], [await generateX25519Identity()]]) {
      expect(await parseFleetFile(bytes, "x", identities)).toMatchObject([{ kind: "refused", code: "refused" }]);
    }
  });

  it("reads a zip of bundles, good ones beside broken ones", async () => {
    const archive = zipSync({
      "in/one.tdbundle": packed,
      "in/two.tdbundle": packed.subarray(0, 200),
      "readme.txt": new Uint8Array([65]),
    });
    const parsed = await parseFleetFile(archive, "all.zip", []);
    expect(parsed.map(({ kind }) => kind).sort()).toEqual(["refused", "refused", "row"]);
    expect(parsed).toContainEqual(expect.objectContaining({ kind: "refused", source: "all.zip > in/two.tdbundle" }));
  });

  it("takes any names in a zip of bundles, and passes over folders and what systems leave there", async () => {
    // As `zip -r` and macOS pack a folder. What is packed already is stored, so that its own list of files is seen in it.
    const archive = zipSync(
      {
        "My bundles/": new Uint8Array(),
        "My bundles/a/b/Zoë (case 12).tdbundle": packed,
        "../../up.tdbundle": packed,
        "__MACOSX/My bundles/._Zoë.tdbundle": new Uint8Array([1]),
        "My bundles/.DS_Store": new Uint8Array([1]),
      },
      { level: 0 },
    );
    expect(await parseFleetFile(archive, "all.zip", [])).toMatchObject([
      { kind: "row", row: { fileName: "Zoë (case 12).tdbundle" } },
      { kind: "row", row: { fileName: "up.tdbundle" } },
    ]);
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["text", new TextEncoder().encode("hello")],
    ["a cut bundle", packed.subarray(0, packed.length - 30)],
    ["an empty zip", zipSync({})],
  ])("refuses %s with a reason", async (_name, bytes) => {
    const [parsed] = await parseFleetFile(bytes, "x", []);
    expect(parsed).toMatchObject({ kind: "refused", source: "x" });
  });

  it("refuses a bundle of a later format, and one that was changed", async () => {
    expect(
      await parseFleetFile(repacked("manifest.json", '{"schema":"tunnel-doctor/bundle/9"}'), "x", []),
    ).toMatchObject([{ code: "not-supported" }]);
    expect(await parseFleetFile(repacked("report.json", "{}"), "x", [])).toMatchObject([{ code: "refused" }]);
  });
});

describe("rowFromBundle", () => {
  const files = syntheticFiles(bundle);
  const manifest = bundleManifestSchema.parse(
    JSON.parse(new TextDecoder().decode(files.get("manifest.json") ?? expect.fail())),
  );
  const rowOf = (changes: Parameters<typeof aReport>[0], name = "x") =>
    rowFromBundle({ files, manifest, report: aReport(changes) }, name);

  it("cuts long texts, and takes what steers a terminal out of them", () => {
    const row = rowOf({ gateway: { host: `\u001b[2Jevil\u202e<script>${"x".repeat(500)}`, addresses: [] } });
    expect(row).toMatchObject({ ok: true });
    const host = row.ok ? row.value.gateway : "";
    expect(host.startsWith("[2Jevil<script>xx")).toBe(true);
    expect(host).toHaveLength(120);
  });

  it("takes no editions of Windows for systems, and keeps the revision", () => {
    const client = {
      os: "windows",
      osName: "Microsoft Windows 11 Enterprise",
      osVersion: "10.0.26100",
      osBuild: "26100.6899",
      arch: "x64",
      vpnClients: [],
    } as const;
    expect(rowOf({ client: { ...client, vpnClients: [] } })).toMatchObject({
      value: { osVersion: "Windows 11 10.0.26100", osBuild: "Windows 11 build 26100", osUpdate: "26100.6899" },
    });
  });

  it("bounds how long a session may last", () => {
    const session = {
      outcome: "closed",
      endedBy: "local",
      stage: "connected",
      before: [],
      natDetected: false,
      keepalivesSeen: false,
      duringRekey: false,
    } as const;
    const row = rowOf({
      sessions: [
        { ...session, before: [], lengthMs: 1e300 },
        { ...session, before: [], lengthMs: -5 },
      ],
    });
    expect(row.ok && row.value.hours).toBe(365 * 24);
  });

  it.each([
    ["2026-01-05T00:00:00Z", "2026-01-05"],
    ["2026-01-04T23:59:59Z", "2025-12-29"],
    ["1969-12-31T12:00:00Z", "1969-12-29"],
  ])("puts %s into the week of %s", (at, week) => expect(weekOf(Date.parse(at))).toBe(week));
});

describe("exportRows", () => {
  const hostile = aFleetRow({ gateway: '=HYPERLINK("http://x")', fileName: 'a,"b"\n+1', vpnClient: "@SUM(A1)" });

  it("leaves no cell that a spreadsheet would take for a formula", () => {
    const text = [...exportRows([hostile], "csv")].join("");
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(text).toContain(",'@SUM(A1),");
    expect(text.split("\r\n")).toHaveLength(3);
  });

  it("writes rows that read back as they were", () => {
    const text = [...exportRows([hostile, aFleetRow()], "ndjson")].join("");
    expect(
      text
        .trimEnd()
        .split("\n")
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([hostile, aFleetRow()]);
  });

  it("escapes labels, gives each family once and ends the text", () => {
    const text = openMetrics(columnsOf([aFleetRow({ gateway: 'a"b\\c' })]));
    expect(text).toContain('{by="gateway",value="a\\"b\\\\c"} 1');
    expect(text.match(/# TYPE tunnel_doctor_fleet_drops gauge/g)).toHaveLength(1);
    expect(text.endsWith("\n# EOF\n")).toBe(true);
  });
});
