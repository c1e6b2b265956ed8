import { row, type FormatRow, type FormatTable } from "./format-table.ts";

const algo = "nesessionmanager of trailofbits/algo#14844 and kitten/setup-strong-strongswan#43";
const onDemand = "nesessionmanager of trailofbits/algo#539";
const ikev2 = "NEIKEv2Provider of libreswan/libreswan#1450";
const controller = "apple-oss-distributions/ppp, Controller scnc_main.c";

const uuid = "[\\dA-Fa-f]{8}(?:-[\\dA-Fa-f]{4}){3}-[\\dA-Fa-f]{12}";
/** `NESMIKEv2VPNSession[Primary Tunnel:Office:UUID:(null)]`; L2TP and Cisco IPSec are `NESMLegacySession[Office:UUID]`. */
const session = String.raw`^(?<session>NESM(?<protocol>IKEv2)?[A-Za-z\d]{0,24}Session)\[(?:Primary Tunnel:)?(?<connection>.{1,64}?):(?:${uuid}|<private>)[^\]]{0,64}\]`;

const sampleUuid = "F6CFCB8B-E165-49AB-8B43-E037CB36FE19";
const ikev2Session = `NESMIKEv2VPNSession[Primary Tunnel:Office:${sampleUuid}:(null)]`;
const legacySession = `NESMLegacySession[Office L2TP:${sampleUuid}]`;
const plugin = "plugin NEVPNTunnelPlugin(com.apple.NetworkExtension.IKEv2Provider[inactive])";

function matching(
  id: string,
  event: FormatRow["event"],
  source: string,
  pattern: string,
  ...samples: FormatRow["samples"]
): FormatRow {
  return { id, event, pattern: new RegExp(pattern, "u"), source, samples };
}

/** A plug-in of a session ended, for one of `reasons` (a pattern). */
function pluginEnded(
  id: string,
  event: FormatRow["event"],
  reasons: string,
  ...examples: readonly string[]
): FormatRow {
  return matching(
    id,
    event,
    algo,
    String.raw`${session} in state NESMVPNSessionState(?<state>\w{1,32}): plugin .{1,200}? disconnected with reason (?<reason>(?:${reasons}).{0,100})`,
    ...examples.map((reason) => ({
      line: `${ikev2Session} in state NESMVPNSessionStateRunning: ${plugin} disconnected with reason ${reason}`,
      fields: { connection: "Office", state: "Running", reason },
    })),
  );
}

const byServer = "Tunnel was terminated by the server|The (?:VPN )?server (?:terminated|disconnected)";
const notResponding = "Server is not responding|Server is dead|The (?:VPN )?server (?:is not|did not) respond";
const failed = "Plugin failed";
const authentication = "(?:User )?[Aa]uthentication failed|User authentication";
const network = "No network|Network (?:change|is)|An unrecoverable network change|Device network";
const noted = [byServer, notResponding, failed, authentication, network].join("|");

const trigger = String.raw`(?:, triggered by (?:\((?<callerId>\d{1,10})\) ?)?(?<caller>[^,]{0,64}))?`;
/** `Peer Dead.No Answer`, `Peer Dead.(6)`, `(15.6)`, `Xauth Error`, `(15)`; see the code tables. */
const status = String.raw`(?:, status \(?(?<status>[^.()]{1,64})\)?(?:\.\(?(?<deviceStatus>[^.()]{1,64})\)?)?)?$`;

/**
 * nesessionmanager, the providers it starts, and the PPP and IPsec controller whose lines begin with `SCNC: ` (taken off
 * before they get here), whichever process it lives in; ids `ne…`, `mp29` to `mp31`.
 */
export const macosNetworkExtensionTable: FormatTable = {
  stack: "macos-networkextension",
  identifiers: ["nesessionmanager", "neagent", "NEIKEv2Provider", "SCNC", "scutil"],
  dedicated: true,
  rows: [
    matching(
      "ne01",
      "session_start",
      algo,
      String.raw`${session}: status changed to connecting`,
      {
        line: `${ikev2Session}: status changed to connecting`,
        fields: { connection: "Office", session: "NESMIKEv2VPNSession", protocol: "IKEv2" },
      },
      {
        line: `${legacySession}: status changed to connecting`,
        fields: { connection: "Office L2TP", session: "NESMLegacySession" },
      },
    ),
    matching("ne02", "session_connected", algo, String.raw`${session}: status changed to connected`, {
      line: `${ikev2Session}: status changed to connected`,
      fields: { connection: "Office" },
    }),
    matching(
      "ne03",
      "session_disconnected",
      algo,
      String.raw`${session}: status changed to disconnected(?:, last stop reason (?<reason>.{1,200}))?$`,
      {
        line: `${ikev2Session}: status changed to disconnected, last stop reason Stop command received`,
        fields: { connection: "Office", reason: "Stop command received" },
      },
      { line: `${legacySession}: status changed to disconnected`, fields: { connection: "Office L2TP" } },
    ),
    matching(
      "ne03b",
      "session_state",
      algo,
      String.raw`${session}: status changed to (?<state>disconnecting|reasserting|invalid|unknown)`,
      { line: `${ikev2Session}: status changed to disconnecting`, fields: { state: "disconnecting" } },
    ),
    pluginEnded("ne04", "session_disconnected_by_server", byServer, "Tunnel was terminated by the server"),
    pluginEnded(
      "ne04b",
      "auth_credentials_rejected",
      authentication,
      "User authentication failed",
      "Authentication failed",
    ),
    pluginEnded("ne04c", "path_lost", network, "No network available"),
    pluginEnded("ne05", "dpd_timeout", notResponding, "Server is not responding"),
    pluginEnded("ne06", "plugin_failed", failed, "Plugin failed"),
    pluginEnded("ne06b", "session_disconnect_cause", `(?!${noted}).`, "Stop command received"),
    matching(
      "ne07",
      "session_reasserting",
      algo,
      String.raw`${session}: Entering state NESMVPNSessionStateReasserting`,
      {
        line: `${ikev2Session}: Entering state NESMVPNSessionStateReasserting`,
        fields: { connection: "Office" },
      },
    ),
    matching(
      "ne08",
      "session_state",
      algo,
      String.raw`${session}: (?<direction>Entering|Leaving) state NESMVPNSessionState(?<state>(?!Reasserting)\w{1,32}|Reasserting(?<=Leaving state NESMVPNSessionStateReasserting))`,
      {
        line: `${ikev2Session}: Leaving state NESMVPNSessionStateStarting`,
        fields: { direction: "Leaving", state: "Starting" },
      },
      {
        line: `${ikev2Session}: Entering state NESMVPNSessionStateStopping, timeout 20 seconds`,
        fields: { state: "Stopping" },
      },
      { line: `${ikev2Session}: Leaving state NESMVPNSessionStateReasserting`, fields: { state: "Reasserting" } },
    ),
    matching(
      "ne09",
      "session_start_requested",
      algo,
      String.raw`${session}: Received a start command from (?<caller>[^[\]]{1,128})\[(?<callerId>\d{1,10})\]`,
      {
        line: `${legacySession}: Received a start command from com.apple.preference.network.re[42751]`,
        fields: { caller: "com.apple.preference.network.re", callerId: "42751" },
      },
    ),
    matching(
      "ne10",
      "session_stop_requested",
      algo,
      String.raw`${session}: Received a stop command from (?<caller>[^[\]]{1,128})\[(?<callerId>\d{1,10})\](?: with reason (?<code>-?\d{1,6}))?`,
      {
        line: `${ikev2Session}: Received a stop command from SystemUIServer[301] with reason 1`,
        fields: { caller: "SystemUIServer", callerId: "301", code: "1" },
      },
    ),
    matching(
      "ne11",
      "ondemand_start",
      onDemand,
      String.raw`${session}: got On Demand start message from pid (?<callerId>\d{1,10})`,
      {
        line: `${ikev2Session}: got On Demand start message from pid 9561`,
        fields: { callerId: "9561" },
      },
    ),
    matching(
      "ne12",
      "ondemand_start_skipped",
      onDemand,
      String.raw`${session}: Skip a start command from (?<caller>[^[\]]{1,128})\[(?<callerId>\d{1,10})\]: session in state (?<state>\w{1,32})`,
      {
        line: `${ikev2Session}: Skip a start command from apsd[88]: session in state connecting`,
        fields: { caller: "apsd", state: "connecting" },
      },
    ),
    matching(
      "ne13",
      "ike_start",
      ikev2,
      String.raw`^Created (?<mode>IKEv2)IKESA\[(?<number>[\d.]{1,16}), (?<spis>[\dA-F]{16}-[\dA-F]{16})\] to (?<peer>[\w.:%-]{1,255}?):\d{1,5} with configuration`,
      {
        line: "Created IKEv2IKESA[2.1, BD4CC9FAA16C5FCD-0000000000000000] to 203.0.113.1:500 with configuration Remote Endpoint = 203.0.113.1:0 Outgoing Interface = en0",
        fields: { mode: "IKEv2", number: "2.1", peer: "203.0.113.1" },
      },
    ),
    matching(
      "ne13b",
      "ike_sa_established",
      ikev2,
      String.raw`^IKEv2IKESA\[(?<number>[\d.]{1,16}), (?<spis>[\dA-F]{16}-[\dA-F]{16})\] state \w{1,32} -> Connected`,
      {
        line: "IKEv2IKESA[2.1, BD4CC9FAA16C5FCD-0A6521FD53907C30] state Connecting -> Connected",
        fields: { number: "2.1" },
      },
    ),
    matching(
      "ne13c",
      "ike_sa_ended",
      "CommCenter of iOS, which uses the same library; NEIKEv2ErrorDomain",
      String.raw`^IKEv2IKESA\[(?<number>[\d.]{1,16}), (?<spis>[\dA-F]{16}-[\dA-F]{16})\] state \w{1,32} -> Disconnected(?:.{0,200}?Domain=(?<domain>\w{1,64}) Code=(?<code>-?\d{1,9})(?: "(?<reason>[^"]{0,200})")?)?`,
      {
        line: 'IKEv2IKESA[13.13, BA2D064AF2C415DF-A96D618205B09415] state Connected -> Disconnected error (null) -> Error Domain=NEIKEv2ErrorDomain Code=2 "FailedToSend: delete reply" UserInfo={NSLocalizedDescription=x}',
        fields: { domain: "NEIKEv2ErrorDomain", code: "2", reason: "FailedToSend: delete reply" },
      },
    ),
    matching(
      "ne14",
      "plugin_exit",
      algo,
      String.raw`${session} in state NESMVPNSessionState\w{1,32}: plugin .{1,200}? did detach from IPC`,
      {
        line: `${ikev2Session} in state NESMVPNSessionStateStarting: ${plugin} did detach from IPC`,
        fields: { connection: "Office" },
      },
    ),
    row("ne15", "dns_failure", "IKEv2 Plugin: ikev2_dns_callback: Error <code:number>", onDemand, [
      "IKEv2 Plugin: ikev2_dns_callback: Error -65554",
      { code: "-65554" },
    ]),
    {
      ...matching(
        "ne16",
        "session_disconnect_cause",
        "SCNetworkConnectionCopyExtendedStatus, as `scutil --nc status` prints it, on one line",
        String.raw`^"(?<connection>[^"]{1,128})" (?<state>[A-Z][A-Za-z]{1,24}), (?<layer>PPP|IPSec|VPN)\.LastCause (?<code>-?\d{1,10})(?:, \w{1,8}\.DeviceLastCause (?<deviceCode>-?\d{1,10}))?$`,
        {
          line: '"Office L2TP" Disconnected, PPP.LastCause 15, PPP.DeviceLastCause 6',
          fields: { connection: "Office L2TP", state: "Disconnected", layer: "PPP", code: "15", deviceCode: "6" },
        },
        { line: '"Cisco" Disconnected, IPSec.LastCause 17', fields: { layer: "IPSec", code: "17" } },
      ),
      note: "The state at the time of asking; the time of the end itself is not kept.",
    },
    matching(
      "mp29",
      "session_start",
      controller,
      String.raw`^start${trigger}, type (?<protocol>[^,]{1,32})(?:, onDemandHostName (?<host>[^,]{0,255}))?, status (?<startStatus>-?\d{1,10})(?:, trafficClass \d{1,5})?$`,
      {
        line: "start, triggered by (310) SystemUIServer, type L2TP, status 0, trafficClass 0",
        fields: { callerId: "310", caller: "SystemUIServer", protocol: "L2TP", startStatus: "0" },
      },
      {
        line: "start, triggered by mDNSResponder, type IPSec, onDemandHostName intra.example.com, status 0",
        fields: { protocol: "IPSec", host: "intra.example.com" },
      },
    ),
    matching(
      "mp30",
      "session_disconnected",
      controller,
      String.raw`^stop${trigger}, type (?<protocol>[^,]{1,32}), reason (?<reason>(?!System will sleep)[^,]{1,64})${status}`,
      {
        line: "stop, triggered by (310) SystemUIServer, type L2TP, reason User Requested",
        fields: { caller: "SystemUIServer", protocol: "L2TP", reason: "User Requested" },
      },
      {
        line: "stop, triggered by (17) configd, type L2TP, reason Controller Stopped, status Peer Dead.No Answer",
        fields: { reason: "Controller Stopped", status: "Peer Dead", deviceStatus: "No Answer" },
      },
      {
        line: "stop, triggered by (17) configd, type L2TP, reason Controller Stopped, status (15.6)",
        fields: { status: "15", deviceStatus: "6" },
      },
      {
        line: "stop, triggered by (17) configd, type IPSec, reason Plugin Change, status Xauth Error",
        fields: { protocol: "IPSec", status: "Xauth Error" },
      },
    ),
    matching(
      "mp30b",
      "sleep_disconnect",
      controller,
      String.raw`^stop${trigger}, type (?<protocol>[^,]{1,32}), reason (?<reason>System will sleep)${status}`,
      {
        line: "stop, triggered by (17) configd, type L2TP, reason System will sleep",
        fields: { protocol: "L2TP", reason: "System will sleep" },
      },
    ),
    matching(
      "mp31",
      "sleep_disconnect",
      controller,
      String.raw`^[\w.]{1,64}: System slept for (?<sleptSeconds>\d{1,9})(?:\.\d{1,9})? secs, interface (?<interface>[\w.-]{1,32}) will disconnect`,
      {
        line: "ppp_disconnect_if_overslept: System slept for 3611.000000 secs, interface en0 will disconnect.",
        fields: { sleptSeconds: "3611", interface: "en0" },
      },
    ),
    matching(
      "ne17",
      null,
      `${algo}; ${ikev2}`,
      String.raw`^(?:NESM[A-Za-z\d]{0,24}Session\[[^\]]{1,300}\](?: in state \w{1,64})?: (?!status changed|Received a st|Entering|Leaving|got On Demand|Skip a|plugin .{1,200} d)|<?NESM(?:Server|Policy|Agent)|IPSec (?:Controller|connecting|Phase)|PPP Controller|SCNC Controller|ne_sm_bridge|Sending status update|IKEv2 Plugin: (?!ikev2_dns_callback)|ikev2_callback|OpenVirtualInterface|pfkey |IKEv2(?:Session|ChildSA|IKESA)\[(?!.{1,80}state \w{1,32} -> (?:Connected|Disconnected))|Cancelling client [\dA-F]{16}|System slept for)`,
      {
        line: `${ikev2Session}: Updated network agent (inactive, compulsory, not-user-activiated, not-kernel-activated)`,
      },
      { line: `${ikev2Session} in state NESMVPNSessionStateStopping: session is now uninstalled` },
      { line: "<NESMServer: 0x100786780>: Request to uninstall session: NESMVPNSession" },
      { line: "IPSec Controller: sending CONNECT to racoon control socket" },
    ),
  ],
};
