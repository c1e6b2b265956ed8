import type { FindingCode } from "../model/finding.ts";

/** How a finding comes about, for people who want to judge it. */
export interface FindingExplanation {
  /** What has to be observed before anything is said. */
  readonly needs: string;
  readonly evidenceFor: string;
  readonly evidenceAgainst: string;
  /** What it cannot tell, and what looks the same. */
  readonly limits: string;
  readonly certainWhen: string;
}

const neverCertain = "Never: nothing that can be seen from here excludes every other cause.";

/** One for every finding; the compiler asks for that of a new one. */
export const explanations: Readonly<Record<FindingCode, FindingExplanation>> = {
  "nat-udp-timeout": {
    needs:
      "A drop of a tunnel through NAT after silence, or a measured NAT lifetime and the client's keepalive interval.",
    evidenceFor: "Idle times before drops that are alike; a measured lifetime below them; keepalives that are rarer.",
    evidenceAgainst:
      "Keepalives more often than the NAT forgets, a lifetime longer than the silence, or no NAT at all.",
    limits: "A gateway that was started anew looks the same, and a router may have changed since the drops.",
    certainWhen: "Several drops lasted longer in silence than the measured lifetime, and no keepalive came in between.",
  },
  "ike-rekey-failure": {
    needs: "A failed or refused renewal of keys in the logs, an SA that expired, or drops after the same time.",
    evidenceFor: "The renewal's own error just before the drop; session lengths that hit a known lifetime.",
    evidenceAgainst: "A second attempt that made the renewal good, or drops at random times.",
    limits: "Equal lengths alone are also made by people with habits and by time limits on the gateway.",
    certainWhen: "The log says that the renewal failed, or that the SA expired, and the session ended with it.",
  },
  "path-mtu-too-small": {
    needs: "A measured path MTU, and a tunnel whose packets do not fit.",
    evidenceFor: "The measured size below the tunnel's full packets; a router that said packet too big.",
    evidenceAgainst: "A path MTU that the tunnel's packets fit into.",
    limits: "The path of another day may be another one; what is inside a proxy or another tunnel is not seen.",
    certainWhen: "The search found the size to the byte, and the tunnel's size is known.",
  },
  "mtu-black-hole": {
    needs: "A measured path MTU below what the tunnel needs, and no packet-too-big message during the search.",
    evidenceFor: "Small packets answered and large ones silent, again and again.",
    evidenceAgainst: "A packet-too-big message, or large packets that are answered.",
    limits: "The message may have been lost just this time.",
    certainWhen: "The size was found to the byte, the tunnel's size is known, and nobody said packet too big.",
  },
  "fragments-dropped": {
    needs: "The fragment probe: the same message whole and in pieces.",
    evidenceFor:
      "Pieces that stay unanswered although the whole message is answered; IKE fragments waited for in vain.",
    evidenceAgainst: "Fragments that are answered.",
    limits: "The gateway itself, and not the path, may refuse fragments.",
    certainWhen: neverCertain,
  },
  "conntrack-exhausted": {
    needs: "The kernel's log of a router, gateway or this computer, or its counters.",
    evidenceFor: "The line table full, dropping packet; a table that is nearly full now.",
    evidenceAgainst: "A table with room, and no such line.",
    limits: "On the client nothing but lost packets is seen when the table of a router is full.",
    certainWhen: "The kernel says that the table is full.",
  },
  "conntrack-timeout-short": {
    needs: "The kernel's connection tracking timeouts on this computer.",
    evidenceFor: "Timeouts for UDP below the kernel's defaults.",
    evidenceAgainst: "Defaults or longer.",
    limits: "It matters only where the tunnel's packets pass this computer's own connection tracking.",
    certainWhen: neverCertain,
  },
  "udp-500-blocked": {
    needs: "Both IKE ports asked, at least three times each, or captures from both ends.",
    evidenceFor: "Port 4500 answers and port 500 does not.",
    evidenceAgainst: "An answer on port 500.",
    limits: "A gateway may listen on port 4500 only, and a flood protection looks like this for half a minute.",
    certainWhen: neverCertain,
  },
  "udp-4500-blocked": {
    needs: "Both IKE ports asked, at least three times each, or a log of an IKEv2 attempt through NAT.",
    evidenceFor: "Port 500 answers and port 4500 does not; IKE_AUTH without an answer.",
    evidenceAgainst: "An answer on port 4500.",
    limits: "Where nothing was measured, a gateway that refuses silently looks the same.",
    certainWhen: neverCertain,
  },
  "udp-blocked": {
    needs: "Silence on both IKE ports, name servers that time out, and a host that answers otherwise.",
    evidenceFor: "Ping or TCP to the same host works while every kind of UDP stays silent.",
    evidenceAgainst: "Any answer over UDP, also from a STUN server or as a refusal.",
    limits: "Two faults at once, of the name server and of the gateway, look the same.",
    certainWhen: neverCertain,
  },
  "esp-blocked": {
    needs: "The probe with data in the form of ESP on port 4500.",
    evidenceFor: "A flow that answered goes dead with such data, and a fresh one still answers.",
    evidenceAgainst: "The same flow answers after the data.",
    limits: "A gateway may drop a flow that sends it data it does not know.",
    certainWhen: neverCertain,
  },
  "dpi-interference": {
    needs: "IKE and other content of the same size, to the same port at the same time.",
    evidenceFor: "IKE stays silent or slow while the other content passes.",
    evidenceAgainst: "Both fare alike.",
    limits: "A gateway that shuts out who knocks too often looks the same for half a minute.",
    certainWhen: neverCertain,
  },
  "gateway-silent": {
    needs: "Both IKE ports asked, a client's first message without an answer in the logs, or captures from both ends.",
    evidenceFor: "No answer on either port after repetitions; a refusal.",
    evidenceAgainst: "Any answer, or a tunnel to it that is up right now.",
    limits: "Whether the gateway is down, refuses strangers or the network drops IKE cannot be told from one place.",
    certainWhen: "The host refuses both ports, or captures show that the messages arrive and no answer leaves.",
  },
  "client-mobility": {
    needs: "Logs of the network, or a VPN client that tells of changes.",
    evidenceFor: "A roam, another address or a lost link in the minute before the drop; the client's own word.",
    evidenceAgainst: "Changes that sessions survived; drops without any change.",
    limits: "Changes that are frequent stand before many drops by chance.",
    certainWhen: "The VPN client itself says that the network under it changed.",
  },
  "client-sleep": {
    needs: "Logs of sleep and waking up, or a clock that jumped.",
    evidenceFor: "Sleep in the minute before the drop; the code that stands for it.",
    evidenceAgainst: "Sessions that survived sleep; drops without it.",
    limits: "After a long sleep the NAT has forgotten the tunnel too: both are true then.",
    certainWhen: "The client or the system says that it ended the session because of sleep.",
  },
  "client-os-bug": {
    needs: "The version of the software, and where there is one, the signature of the fault in the logs.",
    evidenceFor: "A version among the affected ones; a line, code or session length that the fault makes.",
    evidenceAgainst: "A version that has the correction.",
    limits: "Distributions correct faults without a new version number, and new faults are not in the list yet.",
    certainWhen: "The logs hold a line that nothing but this fault makes.",
  },
  "nat-t-registry": {
    needs: "Windows, an L2TP profile, the registry's values, and whether the gateway stands behind a NAT.",
    evidenceFor: "A gateway behind NAT and no value that allows it; ProhibitIpSec set.",
    evidenceAgainst: "A connection that came up with these values, or a gateway with a public address.",
    limits: "The value counts only after a restart, which cannot be seen.",
    certainWhen: "The value forbids what this gateway needs, and the attempts fail.",
  },
  "credentials-rejected": {
    needs: "The answer of the gateway in the logs.",
    evidenceFor: "A rejected user name, password or identity, in the gateway's or the client's words.",
    evidenceAgainst: "A later attempt that connected.",
    limits: "Some gateways say the same for a wrong key, a wrong certificate and a wrong password.",
    certainWhen: "The log says that name or password were rejected.",
  },
  "psk-mismatch": {
    needs: "The answer to the first encrypted message of IKE in the logs.",
    evidenceFor: "A message that decrypts to nonsense; a daemon that names the pre-shared key.",
    evidenceAgainst: "A later attempt that connected.",
    limits: "A Windows or macOS client shows only a general error; the gateway's log decides.",
    certainWhen: "A daemon says that the keys differ, or that there is none, and port 4500 is open.",
  },
  "proposal-mismatch": {
    needs: "The negotiation in the logs, or the gateway's answer to a capture.",
    evidenceFor: "No proposal chosen, no connection that fits, or traffic selectors that are refused.",
    evidenceAgainst: "A next proposal that was taken a moment later.",
    limits: "Single transforms that are refused on the way are normal.",
    certainWhen: "A daemon says that nothing was chosen, and nothing was afterwards.",
  },
  "certificate-problem": {
    needs: "The words of one end about the other's certificate in the logs.",
    evidenceFor: "An expired, untrusted or wrongly named certificate.",
    evidenceAgainst: "A later attempt that connected.",
    limits: "An expired certificate may be a wrong clock.",
    certainWhen: "The reason is named, and it is not the period of validity on a clock that may be wrong.",
  },
  "dns-failure": {
    needs: "The gateway's name asked now, or failures in the logs.",
    evidenceFor: "No answer or no such name, now and in the logs.",
    evidenceAgainst: "The name resolves now.",
    limits: "What failed at the time of a drop may work now.",
    certainWhen: "The name does not resolve now.",
  },
  "routing-conflict": {
    needs: "The routes, or logs that tell of circles.",
    evidenceFor:
      "A loop that the client or kernel names; very much sent and nothing received; a peer with the gateway's address.",
    evidenceAgainst: "Traffic in both directions.",
    limits: "A far end that only swallows packets looks like a circle by its numbers.",
    certainWhen: "The client or the kernel names the loop.",
  },
  "captive-portal": {
    needs: "The question that portals answer in others' place.",
    evidenceFor: "A page that is not the one that was asked for.",
    evidenceAgainst: "The expected answer.",
    limits: "Some portals let known addresses through and catch everything else.",
    certainWhen: "The answer to the question was another one.",
  },
  "double-nat": {
    needs: "A word of the client, or hops with private addresses.",
    evidenceFor: "Two routers in a row that translate addresses.",
    evidenceAgainst: "A public address at the first router.",
    limits: "It is a burden and rarely the cause by itself.",
    certainWhen: "Both routers' addresses were seen.",
  },
  cgnat: {
    needs: "The address of the outside interface, or a comparison with the address that others see.",
    evidenceFor: "An address of 100.64.0.0/10 (RFC 6598).",
    evidenceAgainst: "A public address of one's own.",
    limits: "Worth knowing, and no fault by itself.",
    certainWhen: "This computer holds such an address.",
  },
  "same-nat-clients": {
    needs: "The gateway's or the client's log.",
    evidenceFor: "An SA that another client behind the same address displaced.",
    evidenceAgainst: "Drops while only one client was connected.",
    limits: "From one client the others cannot be seen.",
    certainWhen: neverCertain,
  },
  "service-not-running": {
    needs: "The system's log or list of services.",
    evidenceFor: "A service that the VPN needs and that does not run.",
    evidenceAgainst: "The service runs.",
    limits: "Services that start on demand look stopped between attempts.",
    certainWhen: "The system says that the attempt failed because the service does not run.",
  },
  "conflicting-software": {
    needs: "The list of running programs and of the ports that they hold.",
    evidenceFor: "Two IKE services at once, or a stranger on ports 500, 4500 or 1701, while the VPN has trouble.",
    evidenceAgainst: "A VPN that works beside it.",
    limits: "That a program runs proves no conflict.",
    certainWhen: neverCertain,
  },
  "clock-skew": {
    needs: "The clock's offset from a time server, or certificates that are refused for their time.",
    evidenceFor: "An offset above five minutes; a clock before this program was made.",
    evidenceAgainst: "A clock that a time service keeps.",
    limits: "Without a time server only impossible times are proof.",
    certainWhen: "The offset was measured, or the clock shows a time that cannot be.",
  },
  "l2tp-control-lost": {
    needs: "L2TP's own log.",
    evidenceFor: "Control messages that were repeated and never answered.",
    evidenceAgainst: "Answers that came late.",
    limits: "It says what was lost, and not why: a NAT, a renewal or the gateway can be behind it.",
    certainWhen: neverCertain,
  },
  "ppp-failure": {
    needs: "PPP's own log.",
    evidenceFor: "No answer to LCP, no addresses, or options without agreement.",
    evidenceAgainst: "A session that came up a moment later.",
    limits: "Echoes that stay unanswered are mostly the consequence of a dead tunnel.",
    certainWhen: neverCertain,
  },
  "peer-terminated": {
    needs: "The log of the end of the session.",
    evidenceFor: "A delete or a disconnect message of the gateway.",
    evidenceAgainst: "An end that this computer declared by itself.",
    limits: "It says who ended it, and not why: the gateway's log does.",
    certainWhen: "The gateway's message is in the log.",
  },
  "idle-timeout-policy": {
    needs: "The log of the end of the session.",
    evidenceFor: "The words idle timeout or time limit; PPP's exit codes 12 and 13.",
    evidenceAgainst: "Drops in the middle of traffic.",
    limits: "Gateways may end sessions for a limit without saying so.",
    certainWhen: "The log names the limit.",
  },
  "logs-unreadable": {
    needs: "Places where logs are, and the attempt to read them.",
    evidenceFor: "No place could be read.",
    evidenceAgainst: "Any event that was read.",
    limits: "What stands in those logs is unknown.",
    certainWhen: "Every place refused.",
  },
};
