import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allTables } from "../../../main/logs/formats/all-tables.ts";
import { createLineScanner, maxLineLength, type ScannedLines } from "../../../main/logs/line-scanner.ts";
import { mayMatter } from "../../../main/logs/line-screen.ts";
import { createLogParser } from "../../../main/logs/parser.ts";
import { everyFixture } from "./every-fixture.ts";
import { nowMs } from "./parse-lines.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const everything = () => true;

function scan(chunks: readonly Uint8Array[], screen: typeof mayMatter = everything) {
  const scanner = createLineScanner({ screen });
  const parts: ScannedLines[] = [...chunks.map((chunk) => scanner.push(chunk)), scanner.end()];
  return { lines: parts.flatMap(({ lines }) => lines), count: parts.reduce((sum, { count }) => sum + count, 0) };
}

const textsOf = (chunks: readonly Uint8Array[]) => scan(chunks).lines.map(({ text }) => text);

function cutAt(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const edges = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
  return edges.slice(1).map((edge, position) => bytes.subarray(edges[position], edge));
}

function parse(chunks: readonly Uint8Array[], screen: typeof mayMatter) {
  const parser = createLogParser({ nowMs, utcOffsetMinutes: () => 0 });
  const { lines, count } = scan(chunks, screen);
  const events = lines.flatMap((line) => parser.push({ ...line, source: "test.log" }));
  const { vpnLines, unknownLines } = parser.counts();
  return { events, count, vpnLines, unknownLines };
}

describe("line scanner", () => {
  it("splits at LF and CRLF, numbers the lines, and keeps the last line without an end", () => {
    expect(scan([utf8("a\r\nb\n\nc")])).toEqual({
      lines: ["a", "b", "", "c"].map((text, index) => ({ text, lineNumber: index + 1 })),
      count: 4,
    });
    expect(textsOf([utf8("a\n")])).toEqual(["a"]);
    expect(textsOf([])).toEqual([]);
  });

  it("takes a byte order mark off the file, and leaves it where it stands elsewhere", () => {
    expect(textsOf([utf8("\u{FEFF}a\n\u{FEFF}b\n")])).toEqual(["a", "\u{FEFF}b"]);
  });

  it("leaves out the rest of a line that began before the bytes", () => {
    const scanner = createLineScanner({ isTorn: true, screen: everything });
    expect(scanner.push(utf8("e of a li")).count).toBe(0);
    expect(scanner.push(utf8("ne\nwhole\n")).lines).toEqual([{ text: "whole", lineNumber: 1 }]);
  });

  it("takes no more lines than it may", () => {
    const scanner = createLineScanner({ screen: everything });
    expect(scanner.push(utf8("a\nb\nc\n"), 2)).toEqual({
      lines: [
        { text: "a", lineNumber: 1 },
        { text: "b", lineNumber: 2 },
      ],
      count: 2,
    });
  });

  it("gives the same lines however the bytes are cut", () => {
    const text = fc.array(fc.string({ unit: "grapheme", maxLength: 20 }), { maxLength: 20 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(400), { maxLength: 8 }), (parts, cuts) => {
        const bytes = utf8(parts.join("\r\n"));
        expect(scan(cutAt(bytes, cuts))).toEqual(scan([bytes]));
      }),
    );
  });

  it("decodes each line as decoding the whole would, whatever the bytes are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const whole = new TextDecoder().decode(bytes).split("\n");
        if (whole.at(-1) === "") whole.pop();
        expect(textsOf([bytes])).toEqual(whole.map((line) => line.replace(/\r$/u, "")));
      }),
    );
  });

  it("cuts a line of 100 MB, in constant memory, and goes on after it", () => {
    const block = utf8("x".repeat(64 * 1024));
    const lines = textsOf([...Array.from({ length: 1600 }, () => block), utf8("tail\nnext\n")]);
    expect(lines.map((line) => line.length)).toEqual([maxLineLength, 4]);
    expect(lines[1]).toBe("next");
  });

  it("cuts long lines inside a chunk", () => {
    expect(textsOf([utf8(`${"x".repeat(maxLineLength + 5)}\nb\n`)]).map((line) => line.length)).toEqual([
      maxLineLength,
      1,
    ]);
  });
});

describe("the screen", () => {
  it.each([
    ["Nov 23 02:11:20 host cron[1]: pppd", false],
    ["Nov  3 02:11:20 host CRON: pppd", false],
    ["2026-11-23T02:11:20.123456+01:00 host gnome-shell[22]: LCP timeout", false],
    ["2026-11-23T02:11:20Z host systemd[1]: Started cron.service.", false],
    ["2026-11-23T02:11:20Z host systemd[1]: Suspending system...", true],
    ["2026-11-23T02:11:20Z host systemd[1]: pluto: said something", true],
    ["2026-11-23T02:11:20Z host systemd-resolved[1]: x", false],
    ["2026-11-23T02:11:20Z host openvpn@office[1]: x", true],
    ["2026-11-23T02:11:20Z host charon: 09[IKE] x", true],
    // Without a process id the words may be a message.
    ["2026-11-23T02:11:20Z some words: x", true],
    ["Foo 23 02:11:20 host cron[1]: x", true],
    ["Nov 41 02:11:20 host cron[1]: x", true],
    ["Nov 23 24:11:20 host cron[1]: x", true],
    ["Nov 23 02:11:20 2026 host cron[1]: x", true],
    ["Nov 23 02:11:20 host systemd[1]: <info>  Suspending system...", true],
    ["2026-11-41T02:11:20Z host cron[1]: x", true],
    ["2026-13-23T02:11:20Z host cron[1]: x", true],
    ["2026-11-23 02:11:20 host cron[1]: x", true],
    ["just some text", true],
    ["", true],
  ])("lets through what may matter: %s", (line, expected) => {
    const bytes = utf8(`before\n${line}\nafter`);
    expect(mayMatter(bytes, 7, 7 + utf8(line).length)).toBe(expected);
  });

  /** Often what the screen knows, so that it has something to leave out. */
  const mostly = (plain: readonly string[], other: fc.Arbitrary<string>) =>
    fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...plain) }, { weight: 1, arbitrary: other });
  const stamp = fc.constantFrom(
    ...[
      "Nov 23 02:11:20 ",
      "nov  3 02:11:60 ",
      "Nov 3 2:11:20 ",
      "Feb 31 02:11:20 ",
      "Nov 23 02:11:20 2026 ",
      "Nov 23 02:11:20.5 ",
    ],
    ...[
      "2026-11-23T02:11:20Z ",
      "2026-11-23T02:11:20.123456789+01:00 ",
      "2026-11-23T02:11:20,5+0100 ",
      "2026-02-30T02:11:20Z ",
    ],
    ...[
      "2026-11-23 02:11:20 ",
      "2026-11-23T02:11:20 ",
      "2026-11-23T02:11:20 UTC ",
      "1699999999.5 ",
      "<30>Nov 23 02:11:20 ",
      "",
    ],
  );
  const host = fc.constantFrom(
    "host ",
    "UTC ",
    "Z ",
    "daemon.info ",
    "2026 ",
    "a:b ",
    "host daemon.err ",
    "charon: ",
    "02[IKE] ",
    "[1.5] ",
    "",
  );
  const identifiers = allTables.flatMap((table) => table.identifiers);
  const name = fc.oneof(
    fc.constantFrom(
      "cron",
      "sshd",
      "openvpn@x",
      "ovpn-x",
      "system",
      "systemd-resolved",
      "(sd-pam)",
      "/usr/sbin/pppd",
      "<info>",
      "x y",
    ),
    fc.constantFrom(...identifiers),
  );
  const id = fc.constantFrom("[12]: ", ": ", ":", "[x]: ", "[]: ", "[12] ", "[12345678901]: ", " ");
  const message = fc.oneof(
    fc.constantFrom(...allTables.flatMap((table) => table.rows.flatMap((row) => row.samples.map(({ line }) => line)))),
    fc.constantFrom(...identifiers.map((identifier) => `${identifier}[3]: LCP: timeout sending Config-Requests`)),
    fc.constantFrom(
      "<info>  [1580827407.7901] sleep: wake requested",
      "09[IKE] <home|1> x",
      "message repeated 2 times: [ x]",
    ),
    fc.string({ maxLength: 12 }),
  );
  const line = fc
    .tuple(
      mostly(["Nov 23 02:11:20 ", "2026-11-23T02:11:20.5+01:00 "], stamp),
      mostly(["host "], host),
      mostly(["cron", "systemd", "gnome-shell"], name),
      mostly(["[12]: "], id),
      message,
    )
    .map((parts) => parts.join("").replaceAll("\n", " "));

  it("never leaves out a line that the parser would find anything in", () => {
    let passedOver = 0;
    fc.assert(
      fc.property(line, (text) => {
        const bytes = utf8(text);
        if (mayMatter(bytes, 0, bytes.length)) return;
        passedOver += 1;
        expect(parse([bytes], everything)).toMatchObject({ events: [], vpnLines: 0, unknownLines: 0 });
      }),
      { numRuns: 5_000 },
    );
    expect(passedOver).toBeGreaterThan(500);
  });

  it("changes nothing in mixtures of all fixtures, wherever the bytes are cut", () => {
    const lines = everyFixture.flatMap(([, bytes]) => new TextDecoder().decode(bytes).split("\n"));
    const mixture = fc.array(fc.oneof(line, fc.constantFrom(...lines)), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(mixture, fc.array(fc.nat(3000), { maxLength: 10 }), (texts, cuts) => {
        const bytes = utf8(texts.join("\n"));
        expect(parse(cutAt(bytes, cuts), mayMatter)).toEqual(parse([bytes], everything));
      }),
    );
  });

  it.each(everyFixture)("changes nothing in %s", (_name, bytes) => {
    expect(parse([bytes], mayMatter)).toEqual(parse([bytes], everything));
  });

  it("changes nothing with the border of two chunks at any place", () => {
    const text = [
      "Nov 23 02:11:20 host cron[1]: x",
      "2026-11-23T02:11:21Z host charon[9]: 09[IKE] <home|1> giving up after 5 retransmits",
      "2026-11-23T02:11:22Z host sshd[9]: x\r",
      "LCP: timeout sending Config-Requests",
    ].join("\n");
    const bytes = utf8(text);
    const expected = parse([bytes], everything);
    expect(expected.events).toHaveLength(2);
    for (let cut = 0; cut <= bytes.length; cut += 1) expect(parse(cutAt(bytes, [cut]), mayMatter)).toEqual(expected);
  });
});
