import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Catalogue } from "../../../main/language/catalogue.ts";
import { createPhrasebook } from "../../../main/language/phrasebook.ts";
import { englishPhrases, pseudoCatalogue } from "./pseudo.ts";

const catalogue: Catalogue = {
  language: "de",
  list: { between: ", ", last: " und " },
  fullStop: ".",
  lowersClauses: false,
  phrases: {
    "The logs show {count:number} attempts that never connected.":
      "In den Protokollen stehen {count:number} Versuche ohne Verbindung.",
    "{drops:phrase} in {time:duration}": "{drops:phrase} in {time:duration}",
    "{count:number} drop": "{count:number} Abbruch",
    "{count:number} drops": "{count:number} Abbrüche",
    "It drops less often: {rates:phrase}.": "Es bricht seltener ab: {rates:phrase}.",
    "What was changed has helped: {proof:value}.": "Die Änderung hat geholfen: {proof:value}.",
    "{meaning:phrase}: {line:value}": "{meaning:phrase}: {line:value}",
    "An SA expired": "Eine SA ist abgelaufen",
    "No route leads to the gateway": "Kein Weg führt zum Gateway",
    "Send {size:number} bytes to {host:word}": "An {host:word} {size:number} Bytes senden",
    "Stop {names:list} for one test": "Für einen Versuch {names:list} anhalten",
    "Windows' own IKE service": "den IKE-Dienst von Windows",
    "Fragments are lost, and none comes back": "Fragmente gehen verloren, und keines kommt zurück",
    "a standard check": "eine gewöhnliche Prüfung",
    "{checks:list} would decide.": "{checks:list} würde entscheiden.",
    "{name:text} got no answer": "{name:text} bekam keine Antwort",
    "It is better, but not good: {text:value}": "Es ist besser, aber nicht gut: {text:value}",
    "{sentence:phrase}.": "{sentence:phrase}.",
    "Unknown, because {reasons:list}.": "Unklar, denn {reasons:list}.",
    "IKE was not measured ({reason:value})": "IKE wurde nicht gemessen ({reason:value})",
  },
};
const german = createPhrasebook(catalogue);

describe("a phrasebook", () => {
  it.each([
    [
      "a number",
      "The logs show 3 attempts that never connected.",
      "In den Protokollen stehen 3 Versuche ohne Verbindung.",
    ],
    ["another order", "Send 1400 bytes to 192.0.2.1", "An 192.0.2.1 1400 Bytes senden"],
    [
      "phrases in phrases",
      "It drops less often: 1 drop in 2 h 16 min.",
      "Es bricht seltener ab: 1 Abbruch in 2 h 16 min.",
    ],
    [
      "a clause",
      "What was changed has helped: it drops less often: 2 drops in 5 s.",
      "Die Änderung hat geholfen: Es bricht seltener ab: 2 Abbrüche in 5 s.",
    ],
    [
      "a log line",
      "An SA expired: 12[IKE] no route, {x:number}",
      "Eine SA ist abgelaufen: 12[IKE] no route, {x:number}",
    ],
    [
      "a phrase before a name that may be anything",
      "An SA expired: HELLO got no answer",
      "Eine SA ist abgelaufen: HELLO bekam keine Antwort",
    ],
    [
      "a phrase as it is before one that lost its full stop",
      "It is better, but not good: it drops less often: 2 drops in 5 s.",
      "Es ist besser, aber nicht gut: Es bricht seltener ab: 2 Abbrüche in 5 s.",
    ],
    [
      "a list of parts with brackets",
      "Unknown, because IKE was not measured (a), IKE was not measured (b) and IKE was not measured (c).",
      "Unklar, denn IKE wurde nicht gemessen (a), IKE wurde nicht gemessen (b) und IKE wurde nicht gemessen (c).",
    ],
    [
      "a list",
      "Stop strongSwan, Windows' own IKE service and iked for one test",
      "Für einen Versuch strongSwan, den IKE-Dienst von Windows und iked anhalten",
    ],
    [
      "a list alone",
      "An SA expired, Fragments are lost, and none comes back and No route leads to the gateway",
      "Eine SA ist abgelaufen, Fragmente gehen verloren, und keines kommt zurück und Kein Weg führt zum Gateway",
    ],
    [
      "a phrase that begins a sentence",
      "A standard check would decide.",
      "Eine gewöhnliche Prüfung würde entscheiden.",
    ],
  ])("says %s", (_name, english, translated) => {
    expect(german.say(english)).toBe(translated);
  });

  it.each([
    "Nobody wrote this.",
    "",
    "The logs show some attempts that never connected.",
    "no such: line",
    "x".repeat(5000),
  ])("leaves what it does not know as it is: %#", (text) => {
    expect(german.say(text)).toBe(text);
  });

  it("tells of two phrases that give the same text", () => {
    const double = createPhrasebook({ ...catalogue, phrases: { "{a:text} is up": "", "{b:text} is up": "" } });
    expect(double.templatesOf("eth0 is up")).toEqual(["{a:text} is up", "{b:text} is up"]);
  });

  it("prefers the phrase that says more itself", () => {
    const both = createPhrasebook({ ...catalogue, phrases: { "{a:text} is up": "1", "the VPN {b:text} is up": "2" } });
    expect(both.say("the VPN office is up")).toBe("2");
  });
});

describe("hostile texts", () => {
  const pseudo = createPhrasebook(pseudoCatalogue);
  const pieces = fc.constantFrom(...englishPhrases, " and ", ", ", ": ", ".", "{count:number}", "12 s", "$&", "\u0000");

  it("never make it throw, and are said the same way twice", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        expect(pseudo.say(text)).toBe(pseudo.say(text));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["separators of lists", " and , ".repeat(500)],
    ["colons", ": ".repeat(1900)],
    ["full stops", ". ".repeat(1900)],
    ["a phrase again and again", "An SA expired: ".repeat(250)],
    ["a phrase in lists", "An SA expired and ".repeat(200)],
    ["the beginnings of a comparison", "It has become worse: it drops more often: ".repeat(90)],
    ["many counts", "1 drop in 2 s before and ".repeat(150)],
  ])("are done with in bounded work: %s", (_name, text) => {
    expect(typeof pseudo.say(text)).toBe("string");
  });
});

describe("sentences of a fleet", () => {
  const pseudo = createPhrasebook(pseudoCatalogue);

  it.each([
    [
      "Only build 26100.4000 is affected, since its March update (KB5, first seen in the week of 2 March 2026): 3.10 times as many drops per hour as elsewhere (95 % confidence: 2.10 to 4.50).",
      "⟦⟦⟦Only ⟦build 26100.4000⟧ is affected.⟧, since its ⟦March⟧ update (KB5, first seen in the week of ⟦2 ⟦March⟧ 2026⟧).⟧: ⟦3.10 times as many drops per hour as elsewhere⟧ (95 % confidence: ⟦2.10 to 4.50⟧).⟧",
    ],
    [
      "Clients behind a NAT that forgets after less than 30 s look affected, but their NAT class explains it.",
      "⟦⟦⟦clients behind a NAT that forgets after less than 30 s⟧ look affected.⟧, but ⟦their⟧ ⟦NAT class⟧ explains it.⟧",
    ],
    ["Wi-Fi is affected.", "⟦⟦Wi-Fi⟧ is affected.⟧"],
    [
      "No system or version is affected more than the others, as far as 400 bundles can tell.",
      "⟦No ⟦⟦system⟧ or ⟦version⟧⟧ is affected more than the others, as far as ⟦400 bundles⟧ can tell.⟧",
    ],
  ])("are said part by part: %#", (english, translated) => {
    expect(pseudo.say(english)).toBe(translated);
  });
});
