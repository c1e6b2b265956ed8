import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readJsonPolicy, readPlistPolicy } from "../../../../main/host/policy/policy-reader.ts";
import { isManaged } from "../../../../main/host/policy/managed-file.ts";
import { parseRegistryPolicy, readRegistryPolicy } from "../../../../main/host/policy/registry.ts";
import { understandPolicy, understandPolicyText } from "../../../../main/host/policy/understand-policy.ts";
import type { CommandOutput, RunCommand } from "../../../../main/host/run-command.ts";
import { failure, success, type Outcome } from "../../../../main/model/failure.ts";
import { maxPolicyBytes, noPolicy, type Policy } from "../../../../main/model/policy.ts";

let folder = "";
const ownUid = process.getuid?.() ?? 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "policy-"));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
function write(name: string, text: string, mode = 0o644): string {
  writeFileSync(at(name), text);
  chmodSync(at(name), mode);
  return at(name);
}

/** Every way to be distrusted ends like this: one sentence, and all that a policy could forbid is forbidden. */
function expectDistrust(policy: Policy, words: string): void {
  expect(policy.problem).toContain(words);
  expect(policy.problem?.split("\n")).toHaveLength(1);
  expect(policy.fixed).toEqual({ allowedServers: [], requestSigners: [], updates: "off" });
  expect(policy.locked).toEqual(["allowedServers", "requestSigners", "updates"]);
}

const answering =
  (...answers: readonly (Outcome<CommandOutput> | string)[]): RunCommand =>
  async () => {
    const [answer] = answers;
    answers = answers.slice(1);
    if (answer === undefined) throw new Error("The test did not expect this command.");
    return typeof answer === "string" ? success({ exitCode: 0, stdout: answer, stderr: "" }) : answer;
  };

describe("a policy in a JSON file", () => {
  it("fixes what stands at its top and recommends the rest", async () => {
    const path = write(
      "policy.json",
      '{"gateway":"vpn.example.com","allowedServers":["stun.example.com:3478"],"recommended":{"profile":"quick"}}',
    );
    expect(await readJsonPolicy(path, ownUid)).toEqual({
      source: path,
      fixed: { gateway: "vpn.example.com", allowedServers: ["stun.example.com:3478"] },
      recommended: { profile: "quick" },
      locked: ["gateway", "allowedServers"],
    });
  });

  it("is none where there is no file, and no folder", async () => {
    expect(await readJsonPolicy(at("policy.json"), ownUid)).toEqual(noPolicy);
    expect(await readJsonPolicy(at("none/policy.json"), ownUid)).toEqual(noPolicy);
  });

  it.each([
    ["others may write to it", 0o646],
    ["its group may write to it", 0o664],
  ])("is not trusted where %s", async (_about, mode) => {
    expectDistrust(await readJsonPolicy(write("policy.json", "{}", mode), ownUid), "writable by root only");
  });

  it("is not trusted where others may replace it in its folder", async () => {
    mkdirSync(at("open"));
    chmodSync(at("open"), 0o777);
    expectDistrust(await readJsonPolicy(write("open/policy.json", "{}"), ownUid), `write to ${at("open")};`);
  });

  it("is not trusted behind a link that leads to where others may write", async () => {
    mkdirSync(at("open"));
    chmodSync(at("open"), 0o777);
    write("open/real.json", "{}");
    symlinkSync(at("open/real.json"), at("policy.json"));
    expectDistrust(await readJsonPolicy(at("policy.json"), ownUid), "write to");
  });

  it("is not trusted where it belongs to somebody else than the administrator", async () => {
    expectDistrust(await readJsonPolicy(write("policy.json", "{}"), ownUid + 1), "must belong to root");
    expect(isManaged({ uid: 1000, mode: 0o100644 }, 0)).toBe(false);
  });

  it.skipIf(ownUid !== 0)("is not trusted where a user made it (as root)", async () => {
    chownSync(write("policy.json", "{}"), 12_345, 12_345);
    expect(statSync(at("policy.json")).uid).toBe(12_345);
    expectDistrust(await readJsonPolicy(at("policy.json")), "must belong to root");
  });

  it.each<[string, string, string]>([
    ["no JSON", "{gateway:", "no valid JSON"],
    ["no object", "[]", "not valid"],
    ["a number", "7", "not valid"],
    ["nothing", "", "no valid JSON"],
    ["a misspelt setting", '{"gatway":"vpn.example.com"}', '"gatway"'],
    ["a wrong value", '{"gateway":"https://vpn.example.com/"}', 'at "gateway"'],
    ["a wrong choice", '{"profile":"thorough"}', 'at "profile"'],
    ["a text for a number", '{"logWindowDays":"7"}', 'at "logWindowDays"'],
    ["too long a window", '{"logWindowDays":1000}', 'at "logWindowDays"'],
    ["a key that is none", '{"requestSigners":["abc"]}', 'at "requestSigners.0"'],
    ["an upload without TLS", '{"uploadUrl":"http://example.com/"}', 'at "uploadUrl"'],
    ["a server with a scheme", '{"allowedServers":["stun:a.example"]}', 'at "allowedServers.0"'],
    ["a restriction that is only recommended", '{"recommended":{"allowedServers":[]}}', 'at "recommended"'],
    ["another schema", '{"schema":"tunnel-doctor/policy/2"}', 'at "schema"'],
    ["a name from JavaScript", '{"__proto__":{"gateway":"a"},"constructor":1}', "not valid"],
  ])("with %s is not trusted, and says why", (_about, text, words) => {
    expectDistrust(understandPolicyText("policy.json", text), words);
  });

  it("that is too large is not trusted", async () => {
    const path = write("policy.json", JSON.stringify({ gateway: "a".repeat(maxPolicyBytes) }));
    expectDistrust(await readJsonPolicy(path, ownUid), "is larger than 65536 bytes");
  });

  it("that is a folder is not trusted", async () => {
    mkdirSync(at("policy.json"));
    expectDistrust(await readJsonPolicy(at("policy.json"), ownUid), "not a regular file");
  });

  it("may have the byte order mark of Windows' editors", () => {
    expect(understandPolicyText("p", '\u{feff}{"profile":"deep"}').fixed).toEqual({ profile: "deep" });
  });

  it("whatever it holds either holds wholly or forbids", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (values) => {
        const { problem, fixed } = understandPolicy("p", values);
        if (problem !== undefined) expect(fixed.requestSigners).toEqual([]);
        else expect({ recommended: undefined, schema: undefined, ...(values as object) }).toMatchObject(fixed);
      }),
    );
  });
});

/* As Windows 11 prints it (reg.exe 10.0): an empty line, the key, four spaces around the type. */
const registry = [
  "",
  "HKEY_LOCAL_MACHINE\\Software\\Policies\\TunnelDoctor",
  "    Gateway    REG_SZ    vpn.example.com",
  "    logWindowDays    REG_DWORD    0xe",
  "    BackgroundWatch    REG_DWORD    0x1",
  "    AllowedServers    REG_MULTI_SZ    stun.example.com\\0\\0[2001:db8::1]:3479",
  "    RequestSigners    REG_MULTI_SZ    ",
  "",
  "HKEY_LOCAL_MACHINE\\Software\\Policies\\TunnelDoctor\\Recommended",
  "    (Default)    REG_SZ    ",
  "    Profile    REG_SZ    quick",
  "",
  "",
].join("\r\n");
const absent = success({
  exitCode: 1,
  stdout: "",
  stderr: "FEHLER: Der angegebene Registrierungsschlüssel bzw. Wert wurde nicht gefunden.",
});

describe("a policy in the registry", () => {
  it("has the same settings, in Windows' types and without regard to case", async () => {
    expect(await readRegistryPolicy(answering(registry))).toEqual({
      source: "HKLM\\Software\\Policies\\TunnelDoctor",
      fixed: {
        gateway: "vpn.example.com",
        logWindowDays: 14,
        backgroundWatch: true,
        allowedServers: ["stun.example.com", "[2001:db8::1]:3479"],
        requestSigners: [],
      },
      recommended: { profile: "quick" },
      locked: ["gateway", "logWindowDays", "backgroundWatch", "allowedServers", "requestSigners"],
    });
  });

  it("is none where the key is not there", async () => {
    expect(await readRegistryPolicy(answering(absent, "    CurrentBuild    REG_SZ    22631\r\n"))).toEqual(noPolicy);
  });

  it("is not trusted where the registry may not be read at all", async () => {
    expectDistrust(await readRegistryPolicy(answering(absent, absent)), "may not be used");
    expectDistrust(
      await readRegistryPolicy(answering(failure("timed-out", "reg gave no answer within 10000 ms."))),
      "no answer",
    );
  });

  it.each([
    ["a flag that is neither", "    BackgroundWatch    REG_DWORD    0x2", "backgroundWatch"],
    ["a number as text", "    LogWindowDays    REG_SZ    7", "logWindowDays"],
    ["a key below that nobody knows", "HKEY_LOCAL_MACHINE\\Software\\Policies\\TunnelDoctor\\More", '"More"'],
    ["bytes", "    Gateway    REG_BINARY    00FF zz", "gateway"],
  ])("with %s is not trusted", async (_about, line, words) => {
    const printed = `\r\nHKEY_LOCAL_MACHINE\\Software\\Policies\\TunnelDoctor\r\n${line}\r\n`;
    expectDistrust(await readRegistryPolicy(answering(printed)), words);
  });

  it("never throws, whatever is printed", () => {
    const part = fc.constantFrom(
      "HKEY_LOCAL_MACHINE\\Software\\Policies\\TunnelDoctor",
      "\\Recommended",
      "\n",
      "    ",
      "REG_DWORD",
      "REG_MULTI_SZ",
      "x",
      "\\0",
      "__proto__",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        understandPolicy("registry", parseRegistryPolicy(parts.join("")));
      }),
    );
  });
});

describe("a policy in a property list", () => {
  it("is what plutil makes of it", async () => {
    const path = write("org.tunnel-doctor.app.plist", "bplist00");
    const printed =
      '{"PayloadUUID":"x","_manualProfile":1,"gateway":"vpn.example.com","backgroundWatch":false,"recommended":{"logWindowDays":3}}';
    const policy = await readPlistPolicy(path, answering(printed), ownUid);
    expect(policy.fixed).toEqual({ gateway: "vpn.example.com", backgroundWatch: false });
    expect(policy.recommended).toEqual({ logWindowDays: 3 });
  });

  it("is not trusted where plutil cannot read it, or others may write it", async () => {
    const path = write("a.plist", "x");
    const broken = success({ exitCode: 1, stdout: "", stderr: "a.plist: Unexpected character x at line 1\n" });
    expectDistrust(await readPlistPolicy(path, answering(broken), ownUid), "Unexpected character x");
    chmodSync(path, 0o666);
    expectDistrust(await readPlistPolicy(path, answering(), ownUid), "writable by root only");
  });

  it("is none where no profile has set one", async () => {
    expect(await readPlistPolicy(at("none.plist"), answering(), ownUid)).toEqual(noPolicy);
  });
});
