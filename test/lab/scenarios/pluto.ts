import type { FindingCode } from "../../../main/model/finding.ts";
import { waitForLogLines } from "../daemons.ts";
import { silenceGateway } from "../faults.ts";
import { plutoClient, plutoGateway, plutoPrograms, startPluto, type PlutoOptions } from "../libreswan.ts";
import { pathFindings, tunnelFindings, without, type Scenario } from "../scenario.ts";
import type { IkeVersion } from "../strongswan.ts";
import type { Topology } from "../topology.ts";

/*
 * libreswan's pluto at both ends. Its ESP is the kernel's, which a container may not have, so no scenario waits for a
 * tunnel that carries traffic: what they show is what IKE says when it fails.
 */

interface Fault {
  readonly name: string;
  readonly truth: string;
  readonly client: PlutoOptions;
  readonly gateway: PlutoOptions;
  readonly inject?: (topology: Topology) => Promise<void>;
  /** What the client's log says when the story is told. */
  readonly ending: RegExp;
  readonly findings: readonly FindingCode[];
  /** Findings that the log does not prove, and that would be true as well. */
  readonly alsoTrue?: readonly FindingCode[];
  readonly measurements: Scenario["expected"]["measurements"];
}

function plutoScenario(fault: Fault): Scenario {
  return {
    name: fault.name,
    truth: fault.truth,
    programs: plutoPrograms,
    prepare: async (topology) => {
      await startPluto(topology, "gateway", fault.gateway);
      await fault.inject?.(topology);
      const client = await startPluto(topology, "client", fault.client);
      await client.initiate(12);
      await waitForLogLines(client.logFile, fault.ending, 1, 12_000);
      await client.stop();
      return { logFiles: [client.logFile] };
    },
    expected: {
      verdict: "problem-found",
      findings: fault.findings,
      forbidden: without([...pathFindings, ...tunnelFindings], ...fault.findings, ...(fault.alsoTrue ?? [])),
      measurements: fault.measurements,
    },
  };
}

const answered = { "reach-udp-500": "answered", "reach-udp-4500": "answered" } as const;
const silent = { "reach-udp-500": "silent", "reach-udp-4500": "silent", "reach-icmp": "answered" } as const;
const mistyped = "a pre-shared key that was mistyped and is long enough for a pseudo-random function of 512 bits";

const wrongPsk = (version: IkeVersion): Omit<Fault, "ending" | "findings"> => ({
  name: `pluto-wrong-psk-ikev${version}`,
  truth: "Gateway and path are fine; the client's pre-shared key differs from the gateway's; both ends are libreswan.",
  client: { connection: plutoClient(version), secret: mistyped },
  gateway: { connection: plutoGateway(version) },
  measurements: answered,
});

export const plutoWrongPskIkev1 = plutoScenario({
  ...wrongPsk(1),
  ending: /Possible authentication failure/,
  findings: ["psk-mismatch"],
});

/** The gateway of IKEv2 says only that authentication failed (RFC 7296 section 2.21.2), and pluto not by what it was. */
export const plutoWrongPskIkev2 = plutoScenario({
  ...wrongPsk(2),
  ending: /rejected by peer: AUTHENTICATION_FAILED/,
  findings: ["credentials-rejected"],
  alsoTrue: ["psk-mismatch"],
});

const noProposal = (version: IkeVersion): Scenario =>
  plutoScenario({
    name: `pluto-no-proposal-ikev${version}`,
    truth: "Gateway and path are fine; the client offers only encryption that the gateway does not allow.",
    client: { connection: plutoClient(version, { ike: "aes128-sha1;modp1536" }) },
    gateway: { connection: plutoGateway(version, { ike: "aes256-sha2_256;modp2048" }) },
    ending: /NO_PROPOSAL_CHOSEN/,
    findings: ["proposal-mismatch"],
    measurements: answered,
  });

export const plutoNoProposalIkev1 = noProposal(1);
export const plutoNoProposalIkev2 = noProposal(2);

const gatewaySilent = (version: IkeVersion): Scenario =>
  plutoScenario({
    name: `pluto-gateway-silent-ikev${version}`,
    truth: "The gateway's own firewall drops all UDP; the client, a libreswan, gives up.",
    client: { connection: plutoClient(version) },
    gateway: { connection: plutoGateway(version) },
    inject: silenceGateway,
    ending: /timeout exceeded after \d+ retransmits/,
    findings: ["gateway-silent"],
    measurements: silent,
  });

export const plutoGatewaySilentIkev1 = gatewaySilent(1);
export const plutoGatewaySilentIkev2 = gatewaySilent(2);

/** IKE comes up, and the gateway refuses what shall go through the tunnel: the client's address behind its router. */
export const plutoTrafficRefusedIkev2 = plutoScenario({
  name: "pluto-traffic-refused-ikev2",
  truth: "The key is right and IKE comes up; the gateway's configuration does not know the client's inner address.",
  client: { connection: plutoClient(2) },
  gateway: { connection: plutoGateway(2) },
  ending: /rejected Child SA with TS_UNACCEPTABLE/,
  findings: ["proposal-mismatch"],
  measurements: answered,
});
