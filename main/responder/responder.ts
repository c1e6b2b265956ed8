import type { RandomSource } from "../model/ports/random.ts";
import {
  encodeDelayedAnswer,
  findDelayedAnswer,
  longestDelayMs,
  type DelayedAnswer,
} from "../probes/stun/delayed-answer.ts";
import {
  buildSizedAnswer,
  encodeSizedAnswer,
  findSizedAnswer,
  type SizedAnswer,
  smallestSizedAnswerBytes,
  withoutTail,
} from "../probes/stun/sized-answer.ts";
import { checkFingerprint } from "../probes/stun/fingerprint.ts";
import { encodeKnownPathMtu, type KnownPathMtu } from "../probes/stun/known-path-mtu.ts";
import {
  bindingMethod,
  encodeStunMessage,
  parseStunMessage,
  type StunAttribute,
  type StunMessage,
} from "../probes/stun/message.ts";
import { encodeErrorCode, encodeXorAddress, stunAttributeTypes } from "../probes/stun/attributes.ts";
import { createArmedAnswers } from "./armed-answers.ts";
import { answerBinding } from "./binding.ts";
import { createSourceBudget, sourceOf } from "./budget.ts";
import { cookieFor, isCookieOf } from "./cookie.ts";
import type { ResponderDatagram, ResponderPlaces } from "./datagram.ts";

export interface ResponderOptions extends ResponderPlaces {
  readonly random: RandomSource;
  /** Whether its answers can leave with the don't-fragment bit; absent: they cannot. */
  readonly keepsWhole?: boolean;
  /** What the system knows of the way from `local` to `remote`; absent, or null: it does not tell. */
  readonly knownPathMtu?: (way: Pick<ResponderDatagram, "local" | "remote">) => KnownPathMtu | null;
}

/**
 * A STUN server (RFC 8489, RFC 5780) that also answers after a delay, as pure logic: it is told what arrives and when, and
 * tells what to send. Times are ms of any one clock that never goes back.
 */
export interface Responder {
  readonly receive: (datagram: ResponderDatagram, nowMs: number) => readonly ResponderDatagram[];
  /** When the next delayed answer is due; infinite when none waits. */
  readonly nextWakeMs: () => number;
  readonly wake: (nowMs: number) => readonly ResponderDatagram[];
}

const maximumCopies = 5;
const secretSizeBytes = 32;
/** RFC 8489 section 14.8, by its sense: "the nonce is not or no longer valid, take the one in this answer". */
const staleCookie = { code: 438, reason: "" };

/**
 * A responder whom nobody has asked yet.
 *
 * It cannot be used to flood somebody else: an answer is never larger than its request, but for the smallest answer that
 * the RFCs allow to a plain request (see `answerBinding`); a delayed one, and one of a size that was asked for beside the
 * word that the request arrived, need a cookie that only the owner of the source address can have; and every source has a
 * budget of answers.
 */
export function createResponder({
  addresses,
  ports,
  random,
  keepsWhole = false,
  knownPathMtu = () => null,
}: ResponderOptions): Responder {
  const secret = random.bytes(secretSizeBytes);
  const budget = createSourceBudget();
  const armed = createArmedAnswers<ResponderDatagram>();

  const delayedAnswer = (datagram: ResponderDatagram, request: StunMessage, wanted: DelayedAnswer, nowMs: number) => {
    const source = sourceOf(datagram.remote.address);
    const { runId, cookie, ...rest } = wanted;
    const says = (operation: DelayedAnswer["operation"], copies: number): DelayedAnswer => ({
      ...rest,
      operation,
      copies,
      runId,
    });
    if (cookie === undefined || !isCookieOf(cookie, secret, source, nowMs)) {
      const fresh = { ...says("cookie", 0), cookie: cookieFor(secret, source, nowMs) };
      const error = { type: stunAttributeTypes.errorCode, value: encodeErrorCode(staleCookie) };
      return [answerTo(datagram, request, "error", [error, encodeDelayedAnswer(fresh)])];
    }
    const acknowledge = (): ResponderDatagram =>
      answerTo(datagram, request, "success", [
        encodeDelayedAnswer(says("acknowledged", rest.copies)),
        mappedAddress(datagram, request),
      ]);
    const run = `${source} ${runId.join(".")}`;
    switch (wanted.operation) {
      case "cancel":
        armed.cancel(run);
        return [acknowledge()];
      case "arm":
      case "armQuietly": {
        if (wanted.delayMs > longestDelayMs || wanted.copies < 1 || wanted.copies > maximumCopies) return [];
        const accepted = armed.arm({
          key: `${run} ${request.transactionId.join(".")}`,
          source,
          run,
          dueMs: nowMs + wanted.delayMs,
          copiesLeft: wanted.copies,
          gapMs: wanted.gapMs,
          make: (copiesLeft) =>
            answerTo(datagram, request, "success", [encodeDelayedAnswer(says("answer", wanted.copies - copiesLeft))]),
        });
        return accepted && wanted.operation === "arm" ? [acknowledge()] : [];
      }
      case "acknowledged":
      case "answer":
      case "cookie":
        return [];
    }
  };

  const sizedAnswers = (
    datagram: ResponderDatagram,
    request: StunMessage,
    { operation, cookie, sizeBytes, dontFragment }: SizedAnswer,
    nowMs: number,
  ): readonly ResponderDatagram[] => {
    const source = sourceOf(datagram.remote.address);
    const says = { sizeBytes, dontFragment: dontFragment && keepsWhole };
    if (cookie === undefined || !isCookieOf(cookie, secret, source, nowMs)) {
      const fresh = { ...says, operation: "cookie", cookie: cookieFor(secret, source, nowMs) } as const;
      const error = { type: stunAttributeTypes.errorCode, value: encodeErrorCode(staleCookie) };
      return [answerTo(datagram, request, "error", [error, encodeSizedAnswer(fresh)])];
    }
    if (operation !== "ask") return [];
    const known = knownPathMtu(datagram);
    const arrived = answerTo(datagram, request, "success", [
      encodeSizedAnswer({ ...says, operation: "arrived" }),
      ...(known === null ? [] : [encodeKnownPathMtu(known)]),
    ]);
    const canBeSized = sizeBytes >= smallestSizedAnswerBytes && sizeBytes <= datagram.payload.length;
    if (!canBeSized || (dontFragment && !keepsWhole)) return [arrived];
    const { local, remote } = datagram;
    const payload = buildSizedAnswer(request.transactionId, says);
    return [arrived, { local, remote, payload, dontFragment }];
  };

  const respond = (datagram: ResponderDatagram, nowMs: number): readonly ResponderDatagram[] => {
    const message = withoutTail(datagram.payload);
    const parsed = parseStunMessage(message);
    if (!parsed.ok || parsed.value.messageClass !== "request" || parsed.value.method !== bindingMethod) return [];
    if (checkFingerprint(message) === "wrong" || datagram.remote.port === 0) return [];
    const sized = findSizedAnswer(parsed.value.attributes);
    if (sized !== null) {
      return sizedAnswers(datagram, parsed.value, sized, nowMs).filter(
        ({ payload }) => payload.length <= datagram.payload.length,
      );
    }
    if (message.length < datagram.payload.length) return [];
    const wanted = findDelayedAnswer(parsed.value.attributes);
    if (wanted === null) return answerBinding(datagram, parsed.value, { addresses, ports });
    return delayedAnswer(datagram, parsed.value, wanted, nowMs).filter(
      ({ payload }) => payload.length <= datagram.payload.length,
    );
  };

  const withinBudget = (answers: readonly ResponderDatagram[], nowMs: number): readonly ResponderDatagram[] =>
    answers.filter(({ remote }) => budget.take(sourceOf(remote.address), nowMs));

  return {
    receive: (datagram, nowMs) => withinBudget(respond(datagram, nowMs), nowMs),
    nextWakeMs: armed.nextMs,
    wake: (nowMs) => withinBudget(armed.takeDue(nowMs), nowMs),
  };
}

function mappedAddress({ remote }: ResponderDatagram, { transactionId }: StunMessage): StunAttribute {
  return { type: stunAttributeTypes.xorMappedAddress, value: encodeXorAddress(remote, transactionId) };
}

function answerTo(
  { local, remote }: ResponderDatagram,
  { transactionId }: StunMessage,
  messageClass: "success" | "error",
  attributes: readonly StunAttribute[],
): ResponderDatagram {
  return {
    local,
    remote,
    payload: encodeStunMessage({ messageClass, method: bindingMethod, transactionId, attributes }),
  };
}
