import type { Client } from "../../model/client.ts";
import { distrustedPolicy, maxPolicyBytes, noPolicy, type Policy } from "../../model/policy.ts";
import type { PolicyReader } from "../../model/ports/policy.ts";
import { runCommand, runForText, type RunCommand } from "../run-command.ts";
import { readManagedFile } from "./managed-file.ts";
import { linuxPolicyPath, macosPolicyPath } from "./policy-places.ts";
import { readRegistryPolicy } from "./registry.ts";
import { understandPolicyText } from "./understand-policy.ts";

/** The policy of this computer, read when it is first asked for. */
export function createPolicyReader(os: Client["os"], run: RunCommand = runCommand): PolicyReader {
  let policy: Promise<Policy> | undefined;
  return { read: () => (policy ??= readPolicy(os, run)) };
}

function readPolicy(os: Client["os"], run: RunCommand): Promise<Policy> {
  switch (os) {
    case "linux":
      return readJsonPolicy(linuxPolicyPath);
    case "macos":
      return readPlistPolicy(macosPolicyPath, run);
    case "windows":
      return readRegistryPolicy(run);
  }
}

/** A policy in a JSON file that only `ownerUid` can have written. */
export async function readJsonPolicy(filePath: string, ownerUid?: number): Promise<Policy> {
  const content = await readManagedFile(filePath, maxPolicyBytes, ownerUid);
  if (content.ok) return understandPolicyText(filePath, new TextDecoder().decode(content.value));
  return content.error.code === "not-found"
    ? noPolicy
    : distrustedPolicy(filePath, `The policy of your organisation cannot be used: ${content.error.message}`);
}

/** What a configuration profile says of itself, which is no setting. */
const isOfProfile = (name: string): boolean => /^(?:Payload|_)/.test(name);

/** A policy in a property list, which `plutil` of macOS turns into JSON, whatever its form. */
export async function readPlistPolicy(filePath: string, run: RunCommand, ownerUid?: number): Promise<Policy> {
  const content = await readManagedFile(filePath, maxPolicyBytes, ownerUid);
  if (!content.ok) {
    return content.error.code === "not-found"
      ? noPolicy
      : distrustedPolicy(filePath, `The policy of your organisation cannot be used: ${content.error.message}`);
  }
  const json = await runForText(run, "plutil", ["-convert", "json", "-o", "-", "--", filePath], {
    maxBytes: 4 * maxPolicyBytes,
  });
  return json.ok
    ? understandPolicyText(filePath, json.value, isOfProfile)
    : distrustedPolicy(filePath, `The policy of your organisation cannot be read: ${json.error.message}`);
}
