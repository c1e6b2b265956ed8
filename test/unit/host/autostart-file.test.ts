import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { autostartEntry, autostartPath, createAutostartFile } from "../../../main/host/autostart-file.ts";

let folder = "";
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "autostart-"))));
afterEach(() => rmSync(folder, { recursive: true }));

describe("the entry in the autostart folder", () => {
  it("is made and removed, and stands where the specification says", async () => {
    const path = autostartPath({ XDG_CONFIG_HOME: folder });
    expect(path).toBe(join(folder, "autostart", "org.tunnel-doctor.app.desktop"));
    const entry = createAutostartFile("/opt/Tunnel Doctor/app", ["--background"], path);
    expect(await entry.isOn()).toBe(false);
    await entry.set(true);
    expect(await entry.isOn()).toBe(true);
    expect(readFileSync(path, "utf8")).toContain('\nExec="/opt/Tunnel Doctor/app" "--background"\n');
    await entry.set(false);
    await entry.set(false);
    expect([await entry.isOn(), existsSync(path)]).toEqual([false, false]);
  });

  it("ignores a relative folder, as the specification says", () => {
    expect(autostartPath({ XDG_CONFIG_HOME: "relative" })).toMatch(/^\/.*\.config\/autostart\//);
  });

  it.each(["Hidden=true", "X-GNOME-Autostart-enabled=false"])("is off where the desktop wrote %s", async (line) => {
    const path = join(folder, "entry.desktop");
    writeFileSync(path, `${autostartEntry("/opt/app", [])}${line}\n`);
    expect(await createAutostartFile("/opt/app", [], path).isOn()).toBe(false);
  });

  it.each([
    ["/opt/a$b", String.raw`"/opt/a\\$b"`],
    ["/opt/a%b", '"/opt/a%%b"'],
    ['/opt/a"b', String.raw`"/opt/a\\"b"`],
    ["/opt/a\\b", String.raw`"/opt/a\\\\b"`],
    ["/opt/a`b", '"/opt/a\\\\`b"'],
    ["/opt/a; rm -rf b", '"/opt/a; rm -rf b"'],
  ])("names the program %s so that nothing else is run", (program, written) => {
    expect(autostartEntry(program, [])).toContain(`\nExec=${written}\n`);
  });

  it("cannot be made for a path with a line break, which would be a line of its own", () => {
    expect(() => autostartEntry("/opt/a\nExec=evil", [])).toThrow(/line break/);
  });

  it("tells why it could not be written", async () => {
    writeFileSync(join(folder, "autostart"), "a file in the way");
    const entry = createAutostartFile("/opt/app", [], join(folder, "autostart", "x.desktop"));
    await expect(entry.set(true)).rejects.toThrow();
  });
});
