import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requestFromArguments, requestFromFile, requestFromLink } from "../../../main/doors/app/request-link.ts";
import { requestScheme } from "../../../main/request/request-text.ts";
import { linkScheme } from "../../../main/doors/app/request-link.ts";

const link = "tunnel-doctor://request/1?d=ZZDb-_a";

it("is registered for the links that requests have", () => {
  expect(linkScheme).toBe(requestScheme);
});

describe("the arguments of a start", () => {
  it.each<[string, readonly string[], object | null]>([
    ["nothing", ["app"], null],
    ["a link", ["app", link], { content: link }],
    ["a link behind Chromium's switches", ["app", "--allow-file-access-from-files", link], { content: link }],
    ["a file", ["app", "/tmp/case.tdrequest"], { path: path.resolve("/tmp/case.tdrequest") }],
    ["a file in the folder of the start", ["app", "case.TDREQUEST"], { path: path.resolve("/home/a/case.TDREQUEST") }],
    ["the first of two", ["app", link, "b.tdrequest"], { content: link }],
    ["a checkout's own folder", ["electron", ".", link], { content: link }],
    ["the program's own name", ["case.tdrequest"], null],
    ["a switch that looks like a file", ["app", "--x=case.tdrequest"], null],
    ["a bundle", ["app", "a b.tdbundle"], { path: path.resolve("/home/a/a b.tdbundle") }],
    ["a sealed bundle", ["app", "/tmp/x.TDBUNDLE.AGE"], { path: path.resolve("/tmp/x.TDBUNDLE.AGE") }],
    ["another sealed file", ["app", "secrets.age"], null],
    ["another file", ["app", "case.tdbundle.exe"], null],
    ["a file of another computer (Windows)", ["app", "\\\\evil.example\\share\\case.tdbundle"], null],
    ["the same with slashes", ["app", "//evil.example/share/case.tdrequest"], null],
    ["a mixture of both", ["app", "\\/evil.example/case.tdrequest"], null],
    ["a device of Windows", ["app", "\\\\.\\pipe\\x.tdrequest"], null],
    ["a name with a line break", ["app", "a\n.tdrequest"], null],
    [
      "an address of a file",
      ["app", "file:///tmp/a.tdrequest"],
      { path: path.resolve("/home/a/file:/tmp/a.tdrequest") },
    ],
    ["another scheme", ["app", "https://example.com/case"], null],
    ["a link with a line break", ["app", `${link}\n--no-sandbox`], null],
    ["a link that is too long", ["app", `${link}${"A".repeat(5000)}`], null],
    ["a name that is too long", ["app", `${"a".repeat(5000)}.tdrequest`], null],
    ["a name with a zero", ["app", "a\0.tdrequest"], null],
  ])("with %s", (_about, args, source) => {
    expect(requestFromArguments(args, "/home/a")).toEqual(source);
  });
});

it("takes links and files of events by the same rules", () => {
  expect(requestFromLink(link)).toEqual({ content: link });
  expect(requestFromLink("tunnel-doctor:request")).toBeNull();
  expect(requestFromFile("/tmp/a.tdrequest", "/")).toEqual({ path: path.resolve("/tmp/a.tdrequest") });
  expect(requestFromFile("/tmp/a.pdf", "/")).toBeNull();
});

it("makes nothing of hostile arguments but the path of one file or the text of one link", () => {
  const part = fc.constantFrom(
    "tunnel-doctor://",
    "x",
    ".tdrequest",
    ".tdbundle",
    ".age",
    "--",
    "-",
    "\\\\",
    "//",
    "..",
    "/",
    "\0",
    "\n",
    " ",
    "%00",
    "\u202e",
  );
  fc.assert(
    fc.property(fc.array(fc.array(part, { maxLength: 8 }), { maxLength: 4 }), (args) => {
      const source = requestFromArguments(["app", ...args.map((parts) => parts.join(""))], "/home/a");
      if (source === null) return;
      if ("content" in source) expect(source.content).toMatch(/^tunnel-doctor:\/\/[\x21-\x7e]+$/i);
      else expect(source.path).toMatch(/^\/(?!\/)[^\0\n]*\.(tdrequest|tdbundle(\.age)?)$/i);
    }),
  );
});
