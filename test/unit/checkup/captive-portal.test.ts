import { describe, expect, it } from "vitest";
import { checkCaptivePortal, type PortalQuestion } from "../../../main/checkup/captive-portal.ts";
import { failure, type Outcome, success } from "../../../main/model/failure.ts";
import type { WebAnswer } from "../../../main/model/ports/web.ts";

async function check(question: Partial<PortalQuestion>, answer: Outcome<WebAnswer> = failure("unreachable", "no way")) {
  const asked: string[] = [];
  const web = {
    get: async (url: string) => {
      asked.push(url);
      return answer;
    },
  };
  const signal = new AbortController().signal;
  return { ...(await checkCaptivePortal(web, { page: undefined, hint: undefined, ...question }, signal)), asked };
}

const url = "http://check.example.com/page";
const page = (answer: Partial<WebAnswer>, text?: string) =>
  check({ page: text === undefined ? { url } : { url, text } }, success({ status: 200, body: "", ...answer }));

describe("a named page", () => {
  it.each<[string, Partial<WebAnswer>, string | undefined, boolean | "unknown"]>([
    ["no content", { status: 204 }, undefined, false],
    ["a redirect to a sign-in page", { status: 302, location: "http://login.hotel.example/" }, undefined, true],
    ["a redirect that is no address", { status: 302, location: "http://[" }, undefined, true],
    ["the site's own redirect to HTTPS", { status: 301, location: "https://check.example.com/page" }, undefined, false],
    ["the site's own redirect to another page", { status: 301, location: "/other" }, undefined, false],
    ["the text that it must hold", { body: "<p>All is well</p>" }, "All is well", false],
    ["another text", { body: "<form>Room number" }, "All is well", true],
    ["nothing, where a text must be", { status: 204 }, "All is well", true],
    ["Network Authentication Required", { status: 511, body: "All is well" }, "All is well", true],
    ["a page that may be anything", { body: "<html>" }, undefined, "unknown"],
    ["an error of the site", { status: 503 }, undefined, "unknown"],
  ])("that gives %s", async (_, answer, text, expected) => {
    const { kind, outcome, value } = await page(answer, text);
    expect([kind, value ?? outcome]).toEqual(["captive-portal", expected]);
  });

  it("that cannot be fetched decides nothing", async () => {
    expect(await check({ page: { url } })).toMatchObject({ outcome: "unknown", reason: "no way", asked: [url] });
  });

  it("comes before what the system says", async () => {
    const hint = { systemSays: "portal" } as const;
    expect((await check({ page: { url }, hint }, success({ status: 204, body: "" }))).value).toBe(false);
  });
});

describe("a network that announces its portal", () => {
  const apiUrl = "https://portal.example/api";
  const api = (body: string) => check({ hint: { apiUrl } }, success({ status: 200, body }));

  it("is asked whether it is in the way (RFC 8908)", async () => {
    const captive = await api('{"captive": true, "user-portal-url": "https://portal.example/sign-in"}');
    expect(captive).toMatchObject({
      value: true,
      details: { signIn: "https://portal.example/sign-in" },
      asked: [apiUrl],
    });
    expect((await api('{"captive": false}')).value).toBe(false);
  });

  it.each(["", "<html>", "{}", '{"captive": "yes"}', "null"])("is not understood when it says %j", async (body) => {
    expect((await api(body)).outcome).toBe("unknown");
  });

  it.each(["http://portal.example/api", "file:///etc/passwd", "portal"])("is not asked at %s", async (other) => {
    expect(await check({ hint: { apiUrl: other } })).toMatchObject({ outcome: "unknown", asked: [] });
  });
});

describe("without a page", () => {
  it.each([
    ["portal", true],
    ["online", false],
  ] as const)("the system's %s counts", async (systemSays, value) => {
    expect(await check({ hint: { systemSays } })).toMatchObject({ value, asked: [] });
  });

  it("and without a hint nobody is asked", async () => {
    expect(await check({})).toMatchObject({ outcome: "unknown", asked: [] });
  });
});
