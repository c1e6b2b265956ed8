import { isIP } from "node:net";
import { firstOwnAddress, startResponder } from "../../../host/responder-server.ts";
import type { ResponderPlaces } from "../../../responder/datagram.ts";
import { failure, type Outcome, success } from "../../../model/failure.ts";
import { complain, type CliContext } from "../context.ts";
import { exitCodeOfFailure, exitCodes } from "../exit-codes.ts";

/** The options of `responder` as commander reads them. */
export interface ResponderFlags {
  /** One or two; two make it RFC 5780 capable. */
  readonly address: readonly string[];
  /** Two or more; the first two are the primary and the alternate port. */
  readonly port: readonly number[];
}

/** RFC 8489 section 18.6 has the first; RFC 5780 leaves the other open. */
const defaultPorts = [3478, 3479] as const;
const maximumPorts = 16;

/** `responder`: a STUN server with RFC 5780 and delayed answers, until Ctrl-C. */
export async function responderCommand(context: CliContext, flags: ResponderFlags): Promise<number> {
  const places = placesOf(flags);
  if (!places.ok) {
    complain(context, places.error.message);
    return exitCodes.usage;
  }
  const started = await startResponder(places.value);
  if (!started.ok) {
    complain(context, started.error.message);
    return exitCodeOfFailure(started.error);
  }
  const { endpoints, counts, close } = started.value;
  for (const { address, port } of endpoints) {
    context.stdout.write(address.includes(":") ? `[${address}]:${port}\n` : `${address}:${port}\n`);
  }
  context.stderr.write("Answers STUN (RFC 8489, RFC 5780) and keeps NAT lifetime tests waiting. Ctrl-C ends it.\n");
  await new Promise<void>((resolve) => {
    if (context.signal.aborted) resolve();
    else context.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await close();
  const { received, sent } = counts();
  context.stderr.write(`${received} datagrams came in, ${sent} went out.\n`);
  return exitCodes.healthy;
}

function placesOf({ address, port }: ResponderFlags): Outcome<ResponderPlaces> {
  const own = address.length === 0 ? firstOwnAddress() : undefined;
  const [first, second, ...more] = own === undefined ? address : [own];
  if (first === undefined)
    return failure("invalid-input", "This computer has no address to listen on; name one with --address.");
  const wrong = [first, ...(second === undefined ? [] : [second])].find((text) => isIP(text) === 0);
  if (wrong !== undefined) return failure("invalid-input", `--address: "${wrong}" is not an IP address.`);
  if (more.length > 0 || first === second)
    return failure("invalid-input", "--address: give one address, or two different ones.");
  const [primary = defaultPorts[0], alternate = defaultPorts[1], ...others] = [...new Set(port)];
  if (primary === alternate || others.length > maximumPorts) {
    return failure("invalid-input", `--port: give two different ports, and at most ${maximumPorts} more.`);
  }
  const addresses = second === undefined ? ([first] as const) : ([first, second] as const);
  return success({ addresses, ports: [primary, alternate, ...others] });
}
