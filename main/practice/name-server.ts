import { encodeDnsAnswer, readDnsQuestion } from "../probes/dns/message.ts";
import { practiceAddressOf } from "./addresses.ts";
import { answerTo, type IpPacket } from "./packet.ts";

/** RFC 1035 section 4.2.1. */
export const dnsPort = 53;

/** What the home router's name server answers: the hosts of the practice network, all of IPv4. Null for what is no question. */
export function answerNameQuestion(packet: IpPacket): IpPacket | null {
  const question = readDnsQuestion(packet.payload);
  if (question === null) return null;
  const address = practiceAddressOf(question.name);
  const addresses = address === null || question.type !== "A" ? [] : [address];
  const code = address === null ? "no-such-name" : "no-error";
  return answerTo(packet, encodeDnsAnswer({ question, code, addresses }));
}
