import type { Handlers } from "../../../main/api/dispatch.ts";
import type { CallContext } from "../../../main/api/dispatcher.ts";
import { failure, success } from "../../../main/model/failure.ts";
import type { DiagnosisRequest } from "../../../main/model/diagnosis-request.ts";
import type { Progress } from "../../../main/api/contract.ts";
import { fakeReport } from "./fake-report.ts";

const fingerprint = "7Q2F-K3XA-9TLM-04ZD-PW6H";
const recipient = `age1${"q".repeat(58)}`;

const request: DiagnosisRequest = {
  schema: "tunnel-doctor/request/1",
  id: "23aa53240349eb83",
  caseId: "INC-1234",
  from: "Example helpdesk",
  reason: "Your VPN drops in the home office",
  createdAt: "2026-11-23T09:00:00.000Z",
  expiresAt: "2026-11-30T09:00:00.000Z",
  gateway: "vpn.example.com",
  profile: "standard",
  sinceMs: 7 * 86_400_000,
  recipients: [recipient],
  signerKey: "A".repeat(43),
  signature: "A".repeat(86),
};

/** Lines of the file that is shown: more than one page of them. */
const fileLines = Array.from(
  { length: 450 },
  (_, index) => `Nov 20 08:${String(index)} charon[1]: line ${String(index + 1)}`,
);

type SharingCalls =
  | "bundle.preview"
  | "bundle.page"
  | "bundle.create"
  | "bundle.open"
  | "bundle.note"
  | "keys.show"
  | "keys.create"
  | "request.create"
  | "request.open"
  | "request.answer"
  | "request.seal"
  | "request.upload";

/**
 * The calls about bundles and requests. What is pasted decides: `expired` is refused, `known` and `impostor` are what they
 * say, `upload` names an address, and `slow` and `error` are checks of such gateways. The content of a bundle is JSON:
 * `{ gateway, requestId?, sealed?, unsigned?, broken? }`.
 */
export function createFakeSharing(
  lastGateway: () => string | undefined,
  tellProgress: (gateway: string, context: CallContext<Progress>) => Promise<void>,
): Pick<Handlers, SharingCalls> {
  let hasKey = false;
  let uploads = 0;
  const keys = { name: "Example helpdesk", path: "/home/ada/.local/share/tunnel-doctor/helpdesk.key" };
  const publicKeys = { ...keys, recipient, signerKey: request.signerKey, fingerprint };
  const sealed = {
    fileName: "tunnel-doctor-23aa53240349eb83-2026-11-23T09-14-02Z.tdbundle.age",
    sizeBytes: 412_300,
    contentBase64: Buffer.from("age-encryption.org/v1").toString("base64"),
    files: [],
    signedBy: fingerprint,
    notes: [],
  };
  const gatewayIn = (content: string): string => (/slow|error/.exec(content)?.[0] ?? "vpn") + ".example.com";

  return {
    "bundle.preview": async ({ without, pseudonyms, captures }) =>
      lastGateway()?.startsWith("partial") === true
        ? failure("not-found", "This run is no longer kept; run the check again.")
        : captures.includes("README.md")
          ? failure("invalid-input", "README.md: This is not a packet capture (pcap or pcapng).")
          : success(previewOf(without, pseudonyms, captures)),
    "bundle.page": async ({ path, offset, limit }) =>
      path.startsWith("network")
        ? failure("not-found", "This run is no longer kept; run the check again.")
        : success({ path, totalLines: fileLines.length, offset, lines: fileLines.slice(offset, offset + limit) }),
    "bundle.create": async ({ recipients, passphrase, captures, captureConsent }) => {
      if (captures.length > 0 && captureConsent === undefined)
        return failure("refused", "Nobody agreed to the capture.");
      const isSealed = recipients.length > 0 || passphrase !== undefined;
      return success({
        fileName: `tunnel-doctor-20261123-0914.tdbundle${isSealed ? ".age" : ""}`,
        sizeBytes: 5,
        contentBase64: Buffer.from("PK\u0003\u0004!").toString("base64"),
        isSealed,
        signedBy: fingerprint,
      });
    },
    "bundle.open": async ({ source, passphrase, identityPath }) => {
      const text =
        "path" in source ? '{"gateway":"vpn.example.com"}' : Buffer.from(source.contentBase64, "base64").toString();
      const said = JSON.parse(text) as {
        readonly gateway: string;
        readonly requestId?: string;
        readonly sealed?: boolean;
        readonly unsigned?: boolean;
        readonly broken?: boolean;
      };
      if (said.broken === true) {
        return failure("refused", "report.json is not what the manifest says: it was changed after it was made.");
      }
      if (said.sealed === true && passphrase === undefined && identityPath === undefined) {
        return failure("refused", "This bundle is sealed; name the file with your key, or the passphrase, to open it.");
      }
      return success(openedBundle(said.gateway, said));
    },
    "bundle.note": async ({ path, text }) =>
      success({ path: `${path}.notes.json`, notes: [{ at: "2026-11-23T10:00:00.000Z", text }] }),
    "keys.show": async () =>
      hasKey ? success(publicKeys) : failure("not-found", "There is no helpdesk key; make one first."),
    "keys.create": async ({ name }) => {
      if (name === "full") return failure("write-failed", "The key could not be written: the disk is full.");
      hasKey = true;
      return success({ ...publicKeys, name });
    },
    "request.create": async ({ caseId, validForMs }) =>
      success({
        request: { ...request, ...(caseId === undefined ? {} : { caseId }) },
        fileName: `${caseId ?? "request-23aa53240349eb83"}.tdrequest`,
        fileText: JSON.stringify(request),
        ...(validForMs > 30 * 86_400_000 ? {} : { link: `tunnel-doctor://request/1?d=${"jZBNTsMwEIX3".repeat(40)}` }),
        ticketText: [
          `Example helpdesk asks for a check of your VPN for ${caseId ?? "your case"}: ${request.reason ?? ""}`,
          "",
          "Open this link with Tunnel Doctor, or the attached file INC-1234.tdrequest:",
          `tunnel-doctor://request/1?d=${"jZBNTsMwEIX3".repeat(40)}`,
          "",
          `Valid until 2026-11-30 09:00 UTC. Fingerprint of the sender: ${fingerprint}`,
        ].join("\n"),
        fingerprint,
      }),
    "request.open": async (source) => {
      const content = "content" in source ? source.content : source.path;
      if (content.includes("expired")) {
        return failure("refused", "This request is refused: it expired at 2026-11-20 12:00 UTC; ask for a new one.");
      }
      const standing = content.includes("known")
        ? "known"
        : content.includes("impostor")
          ? "name-of-another"
          : "unknown";
      return success({
        request: { ...request, gateway: gatewayIn(content) },
        signer: { standing, fingerprint, ...(standing === "known" ? { knownAs: request.from } : {}) },
        ...(content.includes("upload") ? { uploadHost: "drop.example.com" } : {}),
      });
    },
    "request.answer": async ({ source }, context) => {
      const gateway = gatewayIn("content" in source ? source.content : source.path);
      if (gateway.startsWith("error")) {
        return failure("name-not-resolved", `The name ${gateway} does not exist; check how it is spelled.`);
      }
      await tellProgress(gateway, context);
      if (context.signal.aborted) return failure("cancelled", "The check was stopped; nothing was sealed.");
      return success({ ...sealed, report: fakeReport(gateway) });
    },
    "request.seal": async () => success(sealed),
    "request.upload": async (_input, { emit }) => {
      uploads += 1;
      emit({ note: "Trying again: the server answered 503." });
      return uploads === 1
        ? failure("unreachable", "drop.example.com could not be reached; the sealed file is still here.")
        : success({ host: "drop.example.com", attempts: 2 });
    },
  };
}

type Preview = Extract<Awaited<ReturnType<Handlers["bundle.preview"]>>, { readonly ok: true }>["value"];
type Part = NonNullable<Preview["parts"]>[number]["part"];

const parts: readonly (readonly [part: Part, about: string])[] = [
  ["page", "The report as a page for a browser."],
  ["events", "Every VPN event that was understood."],
  ["logs", "The log lines of the VPN. Without them the events keep their meaning and lose their wording."],
  ["network", "Network interfaces, routes, DNS servers and Wi-Fi of this computer."],
  ["measurements", "What was measured, as a file of its own."],
];

const files: readonly (Preview["files"][number] & { readonly part?: Part })[] = [
  { path: "report.json", sizeBytes: 18_204, about: "The report: measurements, sessions, findings and fixes." },
  {
    path: "events.ndjson",
    sizeBytes: 61_377,
    about: "Every VPN event that was understood, one a line.",
    part: "events",
  },
  {
    path: "network/snapshot.json",
    sizeBytes: 912,
    about: "Network interfaces, routes and DNS servers.",
    part: "network",
  },
  { path: "logs/01-journal.log", sizeBytes: 1_204_511, about: "Log lines of the VPN from journal.", part: "logs" },
];

function previewOf(without: readonly Part[], pseudonyms: boolean, captures: readonly string[]): Preview {
  return {
    files: [
      ...files.filter(({ part }) => part === undefined || !without.includes(part)),
      ...captures.map((_path, index) => ({
        path: `capture/0${String(index + 1)}.pcap`,
        sizeBytes: 12_100,
        about: "The headers of 56 captured packets, nothing of what they carry.",
      })),
    ],
    secretsRemoved: { "pre-shared key": 1, password: 2 },
    replaced: pseudonyms ? { "IP addresses": 120, "host names": 14, "user names": 3 } : {},
    parts: parts.map(([part, about]) => ({ part, about, isIncluded: !without.includes(part) })),
    cut: [],
    warnings: pseudonyms ? [] : ["Addresses, host names, user names and network names stay as they are."],
  };
}

function openedBundle(
  gateway: string,
  { requestId, sealed = false, unsigned = false }: { requestId?: string; sealed?: boolean; unsigned?: boolean },
) {
  const report = fakeReport(gateway);
  return {
    manifest: {
      schema: "tunnel-doctor/bundle/1" as const,
      tool: { version: "0.1.0" },
      createdAt: "2026-11-23T09:14:02.000Z",
      runId: report.run.id,
      ...(requestId === undefined ? {} : { requestId }),
      files: [],
      collectors: [],
      redaction: {
        secretsRemoved: { password: 1 },
        pseudonyms: true,
        replaced: { "IP addresses": 120 },
        salt: "organisation" as const,
      },
      consent: {
        by: "user-4f2a",
        at: "2026-11-23T09:14:00.000Z",
        how: `agreed to the request ${requestId ?? ""}`,
        parts: ["report"],
        leftOut: ["logs"],
      },
    },
    report,
    isSealed: sealed,
    ...(unsigned ? {} : { signature: { publicKey: "A".repeat(43), fingerprint } }),
    events: { total: 1204, notUnderstood: 2 },
    files: files.map(({ path, sizeBytes }) => ({ path, sizeBytes })),
    notes: [],
  };
}
