import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guardContents, guardSession } from "../../../main/doors/app/guard.ts";
import { isOwnBlobUrl, isOwnUrl } from "../../../main/doors/app/origin.ts";
import { FakeSession, FakeWebContents } from "../../fakes/electron.ts";

const ownUrls = ["app://tunnel-doctor/", "app://tunnel-doctor/assets/main-4f2a.js", "app://tunnel-doctor/#checks"];

const foreignUrls = [
  "",
  "not an address",
  "about:blank",
  "https://tunnel-doctor/",
  "http://127.0.0.1:4500/",
  "file:///etc/passwd",
  "data:text/html,<script>1</script>",
  "javascript:alert(1)",
  "app://tunnel-doctor",
  "app://tunnel-doctor.example/",
  "app://tunnel-doctor:80/",
  "app://user@tunnel-doctor/",
  "app://TUNNEL-DOCTOR/",
  "app:/tunnel-doctor/",
  "app:tunnel-doctor/",
  "apps://tunnel-doctor/",
  "blob:https://example.com/0f5a",
  "blob:blob:app://tunnel-doctor/0f5a",
  "filesystem:app://tunnel-doctor/temporary/x",
  "ws://tunnel-doctor/",
  "chrome://settings/",
];

function guardedSession(developerTools = false): FakeSession {
  const session = new FakeSession();
  guardSession(session.asElectron, { developerTools, saveTitle: () => "Speichern" });
  return session;
}

describe("our origin", () => {
  it.each(ownUrls)("%s is ours", (url) => expect(isOwnUrl(url)).toBe(true));
  it.each(foreignUrls)("%j is not ours", (url) => expect(isOwnUrl(url)).toBe(false));
  it("a blob is ours only when our page has made it", () => {
    expect(isOwnBlobUrl("blob:app://tunnel-doctor/1b4e28ba-2fa1-11d2-883f-0016d3cca427")).toBe(true);
    for (const url of foreignUrls) expect(isOwnBlobUrl(`blob:${url}`)).toBe(false);
  });
  it("whatever is ours has our scheme and host, no port and no user", () => {
    const part = fc.constantFrom(
      "app",
      "APP",
      "blob",
      ":",
      "/",
      "//",
      "tunnel-doctor",
      "@",
      ":80",
      "a",
      "\\",
      "%2f",
      "#",
      "?",
      " ",
    );
    fc.assert(
      fc.property(fc.constantFrom("", "app://tunnel-doctor"), fc.array(part, { maxLength: 8 }), (start, parts) => {
        const text = `${start}${parts.join("")}`;
        if (!isOwnUrl(text)) return;
        const { protocol, host, username, password } = new URL(text);
        expect({ protocol, host, username, password }).toEqual({
          protocol: "app:",
          host: "tunnel-doctor",
          username: "",
          password: "",
        });
      }),
    );
  });
});

describe("network", () => {
  it.each(ownUrls)("%s is loaded", (url) => expect(guardedSession().loads(url)).toBe(true));
  it("a blob of our page is loaded", () => expect(guardedSession().loads("blob:app://tunnel-doctor/0f5a")).toBe(true));
  it.each(foreignUrls)("%j is cancelled", (url) => expect(guardedSession().loads(url)).toBe(false));
  it("the developer tools load only where there are developer tools", () => {
    const url = "devtools://devtools/bundled/inspector.html";
    expect(guardedSession(true).loads(url)).toBe(true);
    expect(guardedSession(false).loads(url)).toBe(false);
  });
});

describe("permissions", () => {
  const ours = { requestingUrl: "app://tunnel-doctor/", isMainFrame: true };

  it("the page may write text to the clipboard", () => {
    expect(guardedSession().grants("clipboard-sanitized-write", ours)).toEqual({ byCheck: true, byRequest: true });
  });
  it.each([
    "clipboard-read",
    "media",
    "geolocation",
    "notifications",
    "display-capture",
    "fileSystem",
    "openExternal",
    "local-network-access",
    "usb",
    "unknown",
  ])("%s is refused, by check and by request", (permission) => {
    expect(guardedSession().grants(permission, ours)).toEqual({ byCheck: false, byRequest: false });
  });
  it.each([
    { requestingUrl: "https://example.com/", isMainFrame: true },
    { requestingUrl: "app://tunnel-doctor/", isMainFrame: false },
  ])("a foreign page and a sub frame get nothing: %j", (details) => {
    expect(guardedSession().grants("clipboard-sanitized-write", details)).toEqual({ byCheck: false, byRequest: false });
  });
  it("no device is granted", () => expect(guardedSession().grantsDevice()).toBe(false));
});

describe("downloads", () => {
  const bundle = {
    url: "blob:app://tunnel-doctor/0f5a",
    initiatorOrigin: "app://tunnel-doctor",
    fileName: "tunnel-doctor-2026-11-23.tdbundle",
  };

  it("a bundle that the page has made is saved where the person says", () => {
    expect(guardedSession().download(bundle)).toEqual({
      refused: false,
      dialog: { title: "Speichern", defaultPath: "tunnel-doctor-2026-11-23.tdbundle" },
    });
  });
  it.each(["case.tdrequest", "answer.tdbundle.age", "report.json"])("%s is saved as well", (fileName) => {
    expect(guardedSession().download({ ...bundle, fileName }).refused).toBe(false);
  });
  it.each([
    { url: "https://example.com/x.tdbundle" },
    { url: "app://tunnel-doctor/index.html" },
    { url: "data:application/zip;base64,UEs=" },
    { initiatorOrigin: "https://example.com" },
    { initiatorOrigin: "null" },
    { initiatorOrigin: "" },
    { fileName: "setup.exe" },
    { fileName: "bundle.tdbundle.desktop" },
    { fileName: "tdbundle" },
    { fileName: "" },
  ])("is refused with %j", (change) => {
    expect(guardedSession().download({ ...bundle, ...change })).toEqual({ refused: true, dialog: undefined });
  });
});

describe("a page", () => {
  function guardedContents(): FakeWebContents {
    const contents = new FakeWebContents();
    guardContents(contents.asElectron);
    return contents;
  }

  it("may load itself again", () => {
    expect(guardedContents().isRefused("will-frame-navigate", { url: "app://tunnel-doctor/", isMainFrame: true })).toBe(
      false,
    );
  });
  it.each([...foreignUrls, "app://tunnel-doctor/assets/main.js", "blob:app://tunnel-doctor/0f5a"])(
    "does not go to %j",
    (url) => expect(guardedContents().isRefused("will-frame-navigate", { url, isMainFrame: true })).toBe(true),
  );
  it("has no sub frames that go anywhere", () => {
    expect(
      guardedContents().isRefused("will-frame-navigate", { url: "app://tunnel-doctor/", isMainFrame: false }),
    ).toBe(true);
  });
  it("is not redirected and embeds no webview", () => {
    expect(guardedContents().isRefused("will-redirect", { url: "app://tunnel-doctor/" })).toBe(true);
    expect(guardedContents().isRefused("will-attach-webview", {})).toBe(true);
  });
  it.each([...ownUrls, ...foreignUrls])("opens no window for %j", (url) =>
    expect(guardedContents().windowOpen(url)).toBe("deny"),
  );
});
