import { z } from "zod";
import type { CaptivePage } from "../model/check-options.ts";
import type { Measurement } from "../model/measurement.ts";
import type { PortalHint } from "../model/network.ts";
import type { WebAnswer, WebClient } from "../model/ports/web.ts";
import { measured, notMeasured } from "../probes/measured.ts";

const timeoutMs = 3_000;
/** RFC 6585 section 6: the answer of a portal that is honest about what it is. */
const networkAuthenticationRequired = 511;

/** RFC 8908 section 5. */
const apiSchema = z.object({ captive: z.boolean(), "user-portal-url": z.string().max(2048).optional() });

export interface PortalQuestion {
  readonly page: CaptivePage | undefined;
  readonly hint: PortalHint | undefined;
}

/**
 * Whether this network wants a sign-in first, by the surest witness there is: the page that somebody named, then the API
 * that the network announces (RFC 8910, RFC 8908), then what the system says. Gives `captive-portal`: true, false, or unknown
 * with the reason. Nobody is asked who was not named by the person, the organisation or the network.
 */
export async function checkCaptivePortal(
  web: WebClient,
  { page, hint }: PortalQuestion,
  signal: AbortSignal,
): Promise<Measurement> {
  if (page !== undefined) return askPage(web, page, signal);
  if (hint?.apiUrl !== undefined) return askApi(web, hint.apiUrl, signal);
  if (hint?.systemSays !== undefined) {
    const subject = { kind: "captive-portal", method: "system-connectivity", target: "this network" } as const;
    return measured(subject, hint.systemSays === "portal");
  }
  const subject = { kind: "captive-portal", method: "known-web-page", target: "this network" } as const;
  return notMeasured(
    subject,
    "unknown",
    "no web page was named to compare with, and nobody is contacted without being named",
  );
}

async function askPage(web: WebClient, { url, text }: CaptivePage, signal: AbortSignal): Promise<Measurement> {
  const subject = { kind: "captive-portal", method: "known-web-page", target: url } as const;
  const asked = await web.get(url, { accept: "*/*", timeoutMs }, signal);
  if (!asked.ok) return notMeasured(subject, "unknown", asked.error.message, { code: asked.error.code });
  const { status, location } = asked.value;
  const details = { status, ...(location === undefined ? {} : { location }) };
  const isPortal = isPortalAnswer(asked.value, url, text);
  return isPortal === null
    ? notMeasured(subject, "unknown", "a page came, and no text was named that it must hold", details)
    : measured(subject, isPortal, { details });
}

/** Null where a page came that may be anything. A site may send its visitors on to itself, most often from HTTP to HTTPS. */
function isPortalAnswer({ status, location, body }: WebAnswer, url: string, text: string | undefined): boolean | null {
  if (status === networkAuthenticationRequired) return true;
  if (status >= 300 && status < 400 && location !== undefined) {
    return !URL.canParse(location, url) || new URL(location, url).hostname !== new URL(url).hostname;
  }
  if (text !== undefined) return !body.includes(text);
  // A page of its own in place of "no content" is what portals are made of; an error may be the site's own.
  return status === 204 ? false : null;
}

async function askApi(web: WebClient, url: string, signal: AbortSignal): Promise<Measurement> {
  const subject = { kind: "captive-portal", method: "rfc8908-api", target: url } as const;
  // RFC 8908 section 4: never without TLS; whoever gives out addresses here may name any.
  if (!URL.canParse(url) || new URL(url).protocol !== "https:") {
    return notMeasured(subject, "unknown", "the address that the network announces for its portal is not one of HTTPS");
  }
  const asked = await web.get(url, { accept: "application/captive+json", timeoutMs }, signal);
  if (!asked.ok) return notMeasured(subject, "unknown", asked.error.message, { code: asked.error.code });
  const said = apiSchema.safeParse(jsonOrNull(asked.value.body));
  if (!said.success)
    return notMeasured(subject, "unknown", "the network's portal did not say whether it is in the way");
  const signIn = said.data["user-portal-url"];
  return measured(subject, said.data.captive, { details: signIn === undefined ? {} : { signIn } });
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
