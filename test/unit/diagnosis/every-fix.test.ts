import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { productOf } from "../../../main/diagnosis/fixes/products.ts";
import { fixSchema } from "../../../main/model/finding.ts";
import { everyFix, fixMakers, sampled } from "./every-fix.ts";

const made = await everyFix();
const makers = await fixMakers();

interface MadeCommand {
  readonly name: string;
  readonly label: string;
  readonly text: string;
}

const commands: readonly MadeCommand[] = made.flatMap(({ name, fix }) =>
  fix.commands.map(({ os, text }) => ({ name, label: os, text })),
);

/** Labels whose text is a line of a configuration file, `key = value`. */
const isSetting = ({ label }: MadeCommand): boolean => /\.conf\b/.test(label) && !label.includes("options");
const isPppOptions = ({ label }: MadeCommand): boolean =>
  label.includes("options") && !/strongSwan|libreswan/.test(label);
const isPowershell = ({ label }: MadeCommand): boolean => label.includes("PowerShell");
/** Text for people to follow by hand: menus, and what to look into. */
const isByHand = ({ text }: MadeCommand): boolean =>
  text.includes(" > ") || /^(?:look|restart|permit|proto) /.test(text);
const isShell = (command: MadeCommand): boolean =>
  /^(?:Linux|macOS|OpenWrt|any|strongSwan$|libreswan$|xl2tpd and pppd$)/.test(command.label) &&
  !isSetting(command) &&
  !isPppOptions(command) &&
  !isByHand(command) &&
  !/\[Peer\]|configuration profile/.test(command.label);

const lines = ({ text }: MadeCommand): readonly string[] => text.split("\n");
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** What each value may be: the bounds of the product, or of good sense. */
const bounds: readonly (readonly [pattern: RegExp, low: number, high: number])[] = [
  [/keep_alive = (\d+)s/g, 1, 20],
  [/PersistentKeepalive = (\d+)/g, 1, 20],
  [/lcp-echo-interval[ =](\d+)/g, 1, 20],
  [/lcp-echo-failure[ =](\d+)/g, 4, 60],
  [/dpdtimeout=(\d+)/g, 60, 80],
  [/dpd-maximum-failures=(\d+)/g, 4, 100],
  [/^ lifetime (\d+)$/gm, 60, 86_400],
  [/ike-group NAME lifetime (\d+)/g, 30, 86_400],
  [/dpd_?delay ?= ?(\d+)/g, 1, 20],
  [/set (?:dpd-retryinterval|keepalive) (\d+)/g, 10, 900],
  [/crypto (?:isakmp|ikev2) (?:nat )?(?:keepalive|dpd) (\d+)/g, 10, 3600],
  [/udp-idle-timer (\d+)/g, 120, 86_400],
  [/udp_timeout_stream=(\d+)/g, 11, 86_400],
  [/ip nat translation udp-timeout (\d+)/g, 120, 86_400],
  [/udptimeoutmins=(\d+)/g, 2, 1440],
  [/\bmtu[ =](\d{3,5})\b/g, 1100, 1500],
  [/(?:adjust-mss|set-mss|tcpmss|mss-clamp mss|set-mss|maxseg size set) (\d+)/g, 1000, 1460],
  [/nf_conntrack_max ?= ?(\d+)/g, 9, 16_777_216],
  [/(?:rekey|life)_time = (\d+)s/g, 3600, 172_799],
  [/(?:ikelifetime|salifetime)=(\d+)s/g, 3600, 172_799],
  [/-(?:SA|MMSA)LifeTimeSeconds (\d+)/g, 300, 172_799],
];

const sysctlNames: ReadonlySet<string> = new Set([
  "net.netfilter.nf_conntrack_max",
  "net.netfilter.nf_conntrack_udp_timeout",
  "net.netfilter.nf_conntrack_udp_timeout_stream",
  "net.ipv4.ip_local_port_range",
]);

/** What gateways of these kinds have no command for: the fix says by itself what to do there. */
const withoutOwnCommands: ReadonlySet<string> = new Set([
  "dnsFixes",
  "conntrackExhaustedFixes",
  "gatewayConntrackTimeoutFixes",
  "natTraversalRegistryFixes",
]);

describe("every fix", () => {
  it("has a sample here", () => {
    expect([...makers.keys()].sort()).toEqual([...sampled.keys()].sort());
  });

  it.each([...sampled])("of %s is there for everybody concerned", (name, who) => {
    const doers = new Set(made.filter((one) => one.name === name).map(({ fix }) => fix.who));
    expect([...doers].sort()).toEqual([...who].sort());
  });

  it.each(made)("is whole: $name, $fix.who, $fix.title", ({ fix }) => {
    expect(fixSchema.parse(fix)).toEqual(fix);
    const texts = [fix.title, fix.why, ...fix.steps, fix.risk, fix.undo, fix.verify].filter(
      (text) => text !== undefined,
    );
    for (const text of [...texts, ...fix.commands.map((command) => command.text)]) {
      expect(text).not.toMatch(/undefined|NaN|Infinity|\[object|\$\{|^\s*$/);
    }
    expect(fix.steps.length + fix.commands.length).toBeGreaterThan(0);
    expect(fix.why).toBeTruthy();
    expect(fix.verify).toBeTruthy();
    // What can be undone changes something, and whoever changes something must know what it costs.
    expect(fix.risk === undefined).toBe(fix.undo === undefined);
  });

  it.each(made.filter(({ fix, name }) => fix.who === "vpn-admin" && !withoutOwnCommands.has(name)))(
    "has words for Linux and for Windows gateways: $name, $fix.title",
    ({ fix }) => {
      const labels = fix.commands.map(({ os }) => os);
      const has = (pattern: RegExp): boolean => labels.some((label) => pattern.test(label));
      expect(has(/^(?:strongSwan|Linux gateway|xl2tpd)/)).toBe(true);
      expect(has(/^Windows (?:Server RRAS|NPS|client)/)).toBe(true);
    },
  );

  it("covers every product that people asked for", () => {
    const named = new Set(commands.map(({ label }) => label.split(" (", 1)[0]));
    for (const product of [
      "strongSwan",
      "libreswan",
      "xl2tpd and pppd",
      "Windows Server RRAS",
      "Windows",
      "macOS",
      "OpenWrt",
      "MikroTik RouterOS",
      "pfSense and OPNsense",
      "FortiGate",
      "Cisco IOS",
      "Cisco ASA",
      "Ubiquiti EdgeRouter",
    ]) {
      expect(named).toContain(product);
    }
  });
});

describe("every command", () => {
  it.each(commands)("is labelled with a known product: $label", ({ label }) => {
    expect(productOf(label)).toBeDefined();
  });

  it("holds numbers within bounds, and every bound is used", () => {
    for (const [pattern, low, high] of bounds) {
      const values = commands.flatMap(({ text }) => [...text.matchAll(pattern)].map((match) => Number(match[1])));
      expect(values.length, String(pattern)).toBeGreaterThan(0);
      for (const value of values) {
        expect(value, String(pattern)).toBeGreaterThanOrEqual(low);
        expect(value, String(pattern)).toBeLessThanOrEqual(high);
      }
    }
  });

  it.each(commands.filter(isSetting))("is a setting: $label, $text", (command) => {
    for (const line of lines(command)) expect(line).toMatch(/^[\w.+-]+ ?= ?\S.*$/);
  });

  it.each(commands.filter(isPppOptions))("is an option of pppd: $label, $text", (command) => {
    for (const line of lines(command)) expect(line).toMatch(/^[a-z-]+(?: \d+)?$/);
  });

  it.each(commands.filter(isPowershell))("is PowerShell: $label, $text", (command) => {
    for (const line of lines(command))
      expect(line).toMatch(/^(?:[A-Z][a-z]+-[A-Za-z]+\b|while \(\$true\) \{|w32tm \/)/);
    expect(count(command.text, /"/g) % 2).toBe(0);
    expect(count(command.text, /\{/g)).toBe(count(command.text, /\}/g));
  });

  it.each(commands.filter(({ label }) => label.startsWith("FortiGate")))("is balanced FortiOS: $text", ({ text }) => {
    expect(count(text, /^config /gm)).toBe(count(text, /^end$/gm));
    expect(count(text, /^ *edit /gm)).toBe(count(text, /^ *next$/gm));
    expect(text).toMatch(/^(?:config|diagnose|get) /);
  });

  it.each(commands.filter((command) => command.label.startsWith("MikroTik") && !isByHand(command)))(
    "begins at RouterOS' root: $text",
    (command) => {
      for (const line of lines(command)) expect(line).toMatch(/^\/[a-z]/);
    },
  );

  it.each(commands.filter(({ label }) => label.startsWith("Ubiquiti")))("is EdgeOS: $text", (command) => {
    for (const line of lines(command)) expect(line).toMatch(/^(?:set (?:vpn|system|firewall)|show vpn) /);
  });

  it("names kernel settings that exist", () => {
    const named = commands.flatMap(({ text }) =>
      [...text.matchAll(/sysctl -w ([\w.]+)=/g)].map((match) => match[1] ?? ""),
    );
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(sysctlNames).toContain(name);
  });

  const shellcheck = spawnSync("shellcheck", ["--version"]).error === undefined;
  it.skipIf(!shellcheck)("is sound shell (skipped where shellcheck is not installed)", () => {
    const snippets = [...new Set(commands.filter(isShell).map(({ text }) => text))];
    expect(snippets.length).toBeGreaterThan(20);
    // One run for all: each snippet is a function of its own.
    const script = snippets.map((text, index) => `snippet_${index}() {\n${text}\n}\nsnippet_${index}`).join("\n");
    const checked = spawnSync("shellcheck", ["--shell=sh", "--format=gcc", "-"], { input: `#!/bin/sh\n${script}\n` });
    expect(String(checked.stdout)).toBe("");
  });
});
