import { describe, expect, it } from "vitest";
import { reportText } from "../../../main/doors/cli/report-text.ts";
import type { Terminal } from "../../../main/doors/cli/terminal.ts";
import type { Finding } from "../../../main/model/finding.ts";
import { aReport } from "../../fakes/report.ts";

const terminal: Terminal = { widthColumns: 100, paint: (_style, text) => text, live: false, write: () => undefined };

const finding: Finding = {
  code: "psk-mismatch",
  cause: "credentials",
  title: "The keys differ",
  plain: "The shared key is not the right one.",
  expert: "The messages cannot be decrypted.",
  severity: "blocks",
  confidence: "certain",
  evidence: [{ text: "A line of the log." }],
  fixes: [
    {
      who: "vpn-admin",
      title: "Compare the keys",
      steps: [],
      commands: ["strongSwan (a)", "strongSwan (b)", "libreswan", "FortiGate", "Cisco IOS", "Cisco ASA", "OpenWrt (a)"]
        .concat("OpenWrt (b)")
        .map((os) => ({ os, text: `show ${os}` })),
      risk: "none to speak of.",
      undo: "set the former key.",
      verify: "It connects.",
    },
  ],
};

const textOf = (changes: Parameters<typeof aReport>[0]): string => reportText(aReport(changes), terminal);

describe("the report as text", () => {
  it("says each finding for everybody first and for experts then", () => {
    const text = textOf({ verdict: "problem-found", findings: [finding] });
    expect(text.indexOf("The shared key is not the right one.")).toBeGreaterThan(
      text.indexOf("[psk-mismatch, certain]"),
    );
    expect(text.indexOf("For experts: The messages")).toBeGreaterThan(text.indexOf("The shared key is not"));
    expect(text).toContain("Risk: none to speak of.");
  });

  it("shows as many commands as people read, and names the products of the others", () => {
    const text = textOf({ verdict: "problem-found", findings: [finding] });
    expect(text).toContain("show Cisco ASA");
    expect(text).not.toContain("show OpenWrt");
    expect(text).toContain("Also for OpenWrt: see --json.");
  });

  it("reads reports of older versions, which lack those words", () => {
    const { code, cause, title, severity, confidence, evidence } = finding;
    const old = { code, cause, title, severity, confidence, evidence, fixes: [] };
    const text = textOf({ verdict: "problem-found", findings: [old] });
    expect(text).not.toMatch(/undefined|For experts|Risk:/);
  });

  it("tells measurements of one kind apart", () => {
    const tunnel = { kind: "tunnel-mtu", method: "computed", outcome: "measured", unit: "bytes", details: {} } as const;
    const path = { ...tunnel, kind: "path-mtu", target: "203.0.113.10", value: 1380 } as const;
    const text = textOf({
      measurements: [
        path,
        { ...tunnel, target: "WireGuard", value: 1320 },
        { ...tunnel, target: "IKEv2", value: 1310 },
      ],
    });
    expect(text).toContain("1320 bytes (WireGuard)");
    expect(text).toContain("1310 bytes (IKEv2)");
    expect(text).not.toContain("(203.0.113.10)");
  });

  it("says why nothing can be said, and what is still worth doing", () => {
    const text = textOf({
      verdict: "not-enough-checked",
      because: "Unknown, because no log was read.",
      checklist: [
        { step: "Read the logs", status: "not-possible", note: "no log", next: "Hand them over." },
        { step: "Send fragments", status: "clear", note: "" },
      ],
    });
    expect(text).toContain("Unknown, because no log was read.");
    expect(text).toContain("  ? Read the logs: no log\n    → Hand them over.\n  ✓ Send fragments\n");
  });
});
