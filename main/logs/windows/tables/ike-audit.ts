import { named, noFields, presentOnly, type ReadFields, type WindowsRow, type WindowsTable } from "../event-row.ts";

const source = "Windows adtschema.dll, manifest of Microsoft-Windows-Security-Auditing";

const auditRow = (
  id: string,
  event: WindowsRow["event"],
  eventIds: readonly number[],
  read: ReadFields,
  samples: WindowsRow["samples"],
): WindowsRow => ({
  id,
  event,
  channel: "Security",
  providers: ["Microsoft-Windows-Security-Auditing"],
  eventIds,
  read,
  source,
  note: "Only where IPsec is audited, and only administrators may read it.",
  samples,
});

const peer = named({ peer: "RemoteAddress", localAddress: "LocalAddress" });

/** Failure reasons and points are resource numbers (`%%8232`) in the data and localised texts in what is rendered. */
const readFailure: ReadFields = (data) => ({
  ...peer(data),
  ...presentOnly([
    ["code", /^(?:%%)?(\d{1,10})$/.exec(data["FailureReason"] ?? "")?.[1]],
    ["failurePoint", /^(?:%%)?(\d{1,10})$/.exec(data["FailurePoint"] ?? "")?.[1]],
    ["state", data["State"]],
  ]),
});

const addresses = { LocalAddress: "192.0.2.10", RemoteAddress: "198.51.100.1" };
const addressFields = { peer: "198.51.100.1", localAddress: "192.0.2.10" };

/** IKE as the audit log tells it; ids `ws07` to `ws11`. */
export const ikeAuditTable: WindowsTable = {
  stack: "windows-ras",
  dedicatedProviders: [],
  rows: [
    auditRow("ws07", "service_not_running", [5453], noFields, [{ data: {} }]),
    auditRow("ws08", "ike_sa_established", [4650, 4651], peer, [
      { data: { LocalMMPrincipalName: "laptop", ...addresses }, fields: addressFields },
      { eventId: 4651, data: addresses, fields: addressFields },
    ]),
    auditRow("ws16", "ipsec_sa_established", [5451], peer, [{ data: addresses, fields: addressFields }]),
    auditRow("ws09", "ike_failed", [4652, 4653, 4654], readFailure, [
      {
        data: { ...addresses, FailurePoint: "%%8199", FailureReason: "%%8232", State: "%%8203" },
        fields: { ...addressFields, code: "8232", failurePoint: "8199" },
      },
      { eventId: 4653, data: { ...addresses, FailureReason: "Keine Richtlinie konfiguriert" }, fields: addressFields },
    ]),
    auditRow("ws10", "ike_sa_ended", [4655, 5452], peer, [
      { data: addresses, fields: addressFields },
      { eventId: 5452, data: addresses, fields: addressFields },
    ]),
    auditRow("ws11", "ike_bad_packet", [4976, 4977, 4978, 4979, 4980, 4981, 4982, 4983, 4984], peer, [
      { data: addresses, fields: addressFields },
      { eventId: 4984, data: addresses, fields: addressFields },
    ]),
  ],
};
