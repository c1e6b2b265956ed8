import type { LogStack } from "../model/log-event.ts";

/** What a daemon prints before each message: which connection it is about. */
export interface MessageContext {
  readonly message: string;
  readonly connection?: string;
  readonly peer?: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The prefix of a daemon: how it looks, and what its groups say. */
interface MessagePrefix {
  /** Sticky, so that looking for its end leaves nothing behind to be thrown away. */
  readonly pattern: RegExp;
  readonly read: (groups: readonly (string | undefined)[]) => Omit<MessageContext, "message">;
}

const prefixes: Partial<Record<LogStack, MessagePrefix>> = {
  /** `09[IKE] <home|1> `: thread, subsystem, connection and the number of the IKE_SA; `<1>` before a name is chosen. */
  strongswan: {
    pattern: /(?:\d{2,6}\[[A-Z]{3}\d?\] )?(?:<(?:([^|<>]{1,128})\|)?(\d{1,10})> )?/y,
    read: ([name, number]) => ({
      ...(name === undefined ? {} : { connection: number === undefined ? name : `${name}[${number}]` }),
      fields: number === undefined ? {} : { ikeNumber: number },
    }),
  },
  /** `"office"[2] 192.0.2.1 #5: `: connection, instance, peer and the number of the state; `ERROR: ` may stand before it. */
  libreswan: {
    pattern:
      /(?:(?:ERROR: )?"([^"]{1,128})"(\[\d{1,10}\])?(?: ([\w.:%-]{1,128}))?(?: #(\d{1,10}))?|packet from ([\w.:%-]{1,128})): /y,
    read: ([name, instance, peer, state, sender]) => {
      const from = peer ?? sender;
      return {
        ...(name === undefined ? {} : { connection: `${name}${instance ?? ""}` }),
        ...(from === undefined ? {} : { peer: from }),
        fields: state === undefined ? {} : { state },
      };
    },
  },
  /** `peer(AbCd…EfGh) - ` of wireguard-go, `wireguard: wg0: ` of the kernel, `[TUN] [wg0] ` of Windows. */
  wireguard: {
    pattern: /(?:wireguard: ([\w.-]{1,32}): |\[TUN\] (?:\[([^\]]{1,64})\] )?)?(?:peer\(([^)]{1,64})\) - )?/y,
    read: ([device, tunnel, peer]) => {
      const name = device ?? tunnel;
      return {
        ...(name === undefined ? {} : { connection: name }),
        ...(peer === undefined ? {} : { peer }),
        fields: {},
      };
    },
  },
};

/** Where the message of a daemon begins, behind its prefix. */
export function messageStart(stack: LogStack, text: string): number {
  const pattern = prefixes[stack]?.pattern;
  if (pattern === undefined) return 0;
  pattern.lastIndex = 0;
  return pattern.test(text) ? pattern.lastIndex : 0;
}

/** Takes the prefix of a daemon off its message. */
export function readMessageContext(stack: LogStack, text: string): MessageContext {
  const prefix = prefixes[stack];
  if (prefix === undefined) return { message: text, fields: {} };
  prefix.pattern.lastIndex = 0;
  const [whole = "", ...groups] = prefix.pattern.exec(text) ?? [];
  return { message: text.slice(whole.length), ...prefix.read(groups) };
}
