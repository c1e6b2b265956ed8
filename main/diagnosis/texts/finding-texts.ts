import type { FindingCode } from "../../model/finding.ts";

/** What a finding is called for two readers. */
export interface FindingText {
  /** One sentence for people who know nothing of networks. */
  readonly plain: string;
  /** How it comes about, one sentence in the terms of the field. */
  readonly expert: string;
}

/** The words for every finding; the compiler asks for those of a new one. */
export const findingTexts: Readonly<Record<FindingCode, FindingText>> = {
  "nat-udp-timeout": {
    plain: "When you do nothing for a while, a router on the way forgets your VPN connection, and it breaks.",
    expert:
      "A NAT drops the idle UDP mapping before a keepalive or dead peer detection refreshes it, so the two ends no longer hear each other (RFC 4787 section 4.3).",
  },
  "ike-rekey-failure": {
    plain: "The VPN changes its keys from time to time; here that change fails, and the connection ends.",
    expert:
      "No new IKE or Child SA takes over before the old one expires, because the rekey is refused, unanswered or never begun (RFC 7296 section 2.8).",
  },
  "path-mtu-too-small": {
    plain: "The line carries smaller packets than your VPN sends, so large pages and files get stuck.",
    expert:
      "The path MTU is below the size of the tunnel's full packets, so they are fragmented or answered with ICMP packet too big (RFC 8899, RFC 1191).",
  },
  "mtu-black-hole": {
    plain: "Large packets disappear on the way and nobody tells your computer, so downloads and pages hang.",
    expert:
      "The path MTU is below the size of the tunnel's full packets, and the ICMP messages that would say so are filtered, so path MTU discovery fails (RFC 2923).",
  },
  "fragments-dropped": {
    plain: "Packets that are sent in pieces do not arrive, and the VPN needs some of them to connect.",
    expert:
      "IP fragments after the first are lost on the path, which breaks large IKE messages unless IKE fragments them itself (RFC 7383).",
  },
  "conntrack-exhausted": {
    plain: "A router's or computer's list of connections is full, so it throws away packets, your VPN's too.",
    expert: "The connection tracking table has reached nf_conntrack_max, and packets of new flows are dropped.",
  },
  "conntrack-timeout-short": {
    plain: "Your own computer forgets quiet connections sooner than usual.",
    expert: "The UDP timeouts of the kernel's connection tracking are set below their defaults of 30 s and 120 s.",
  },
  "udp-500-blocked": {
    plain: "One of the two doors that your VPN needs (UDP port 500) is closed on the way.",
    expert:
      "IKE on UDP 500 gets no answer although the gateway is there: UDP 4500 answers, or a capture at the gateway shows that nothing arrives.",
  },
  "udp-4500-blocked": {
    plain: "One of the two doors that your VPN needs (UDP port 4500) is closed on the way.",
    expert:
      "IKE on UDP 4500 gets no answer while UDP 500 answers, so NAT traversal cannot begin (RFC 7296 section 2.23, RFC 3947).",
  },
  "udp-blocked": {
    plain: "The network that you are in blocks the kind of traffic that your VPN is made of.",
    expert: "UDP fails to the gateway and to the name servers while ICMP or TCP to the gateway's host works.",
  },
  "esp-blocked": {
    plain: "The VPN connects, but the network blocks the encrypted data that follows.",
    expert: "IKE passes on UDP 4500, but the flow dies as soon as it carries ESP in UDP (RFC 3948).",
  },
  "dpi-interference": {
    plain: "Something in the network looks into packets and blocks those of your VPN.",
    expert:
      "IKE is lost while other content of the same size to the same port at the same time arrives, which a stateless filter by port cannot do.",
  },
  "gateway-silent": {
    plain: "The VPN server does not answer; it may be down, or something on the way blocks it.",
    expert:
      "IKE gets no answer. From one place that cannot be told from a filter on the path; a capture at the gateway can tell.",
  },
  "client-mobility": {
    plain: "The VPN broke because your computer changed its network or lost it for a moment.",
    expert:
      "An address, interface or access point change comes right before the drop, and the tunnel cannot move with it (no MOBIKE, RFC 4555).",
  },
  "client-sleep": {
    plain: "The VPN broke because your computer went to sleep.",
    expert: "The client answers neither dead peer detection nor rekeys while it is suspended, and both ends give up.",
  },
  "client-os-bug": {
    plain: "This version of your system or VPN program has a known fault that breaks the VPN.",
    expert: "The build and the evidence match a known issue of the client.",
  },
  "nat-t-registry": {
    plain: "Windows refuses VPN servers that stand behind a router, unless one setting is changed.",
    expert:
      "Windows' IPsec policy agent rejects NAT traversal towards a responder behind NAT unless AssumeUDPEncapsulationContextOnSendRule allows it, and ProhibitIpSec takes IPsec from L2TP altogether.",
  },
  "credentials-rejected": {
    plain: "The VPN server does not accept your user name or password.",
    expert: "PPP, EAP or XAuth authentication is answered with a failure after the tunnel's keys were agreed on.",
  },
  "psk-mismatch": {
    plain: "The shared key that is stored on your computer is not the one that the VPN server expects.",
    expert: "IKE messages cannot be decrypted or authenticated with the pre-shared key of the other end.",
  },
  "proposal-mismatch": {
    plain: "Your computer and the VPN server cannot agree on how to encrypt.",
    expert:
      "No proposal, traffic selector or connection of the two ends has a common choice (NO_PROPOSAL_CHOSEN, TS_UNACCEPTABLE).",
  },
  "certificate-problem": {
    plain:
      "The proof of identity (certificate) of one side is refused, because it is expired, unknown or for another name.",
    expert: "Certificate validation fails by dates, chain, name or key usage.",
  },
  "dns-failure": {
    plain: "Your computer cannot find the address that belongs to the VPN server's name.",
    expert: "Resolving the gateway's name fails or times out.",
  },
  "routing-conflict": {
    plain:
      "Your computer sends the VPN's own packets into the VPN, where they run in circles, or both networks use the same addresses.",
    expert: "The route to the gateway leads into the tunnel, or a local subnet overlaps with one behind the gateway.",
  },
  "captive-portal": {
    plain: "This network wants you to sign in on a web page first.",
    expert: "A captive portal answers in place of others and drops everything else until the sign-in (RFC 8952).",
  },
  "double-nat": {
    plain: "Two routers stand one behind the other in your network, and each may forget your connection.",
    expert: "Two NATs in a row translate the client's address, and the shorter of their timeouts decides.",
  },
  cgnat: {
    plain: "Your Internet provider lets several customers share one address, which can be hard on VPNs.",
    expert:
      "A carrier-grade NAT (RFC 6598) is on the path; its timeouts and port limits cannot be changed by the customer.",
  },
  "same-nat-clients": {
    plain: "Several VPN users behind the same router push each other out.",
    expert:
      "L2TP in transport mode gives two clients behind one NAT the same selectors, so the newer SA displaces the older (RFC 3948 section 5.2).",
  },
  "service-not-running": {
    plain: "A background program that the VPN needs is switched off on your computer.",
    expert: "A service such as IKEEXT, PolicyAgent, RasMan or charon is stopped or disabled.",
  },
  "conflicting-software": {
    plain: "Another VPN or security program on your computer gets into the way of this VPN.",
    expert:
      "Two programs compete for UDP 500 and 4500, or a filter driver of another product sees the tunnel's packets.",
  },
  "clock-skew": {
    plain: "Your computer's clock is wrong, so it takes valid certificates for expired or not yet valid.",
    expert: "The wall clock is outside the validity of the certificates, and no time service keeps it right.",
  },
  "l2tp-control-lost": {
    plain: "The inner part of the VPN (L2TP) gets no answer from the server any more.",
    expert: "L2TP control messages are retransmitted until the tunnel is given up (RFC 2661 section 5.8).",
  },
  "ppp-failure": {
    plain: "The innermost part of the VPN (PPP), which hands out your address, fails.",
    expert: "LCP, authentication or IPCP ends the PPP session inside the tunnel.",
  },
  "peer-terminated": {
    plain: "The VPN server itself ended the connection.",
    expert: "The gateway sent a delete, a StopCCN or a PPP terminate request; only its own log tells why.",
  },
  "idle-timeout-policy": {
    plain: "A time limit set by your company or your VPN program ended the connection.",
    expert: "An idle or session timeout of the connection, the gateway or the RADIUS policy ran out.",
  },
  "logs-unreadable": {
    plain: "The records of your VPN could not be read, so the most telling clues are missing.",
    expert: "The log sources exist, and this account lacks the rights to read them.",
  },
};
