import type { LogStack } from "../model/log-event.ts";

/** What a daemon prints before each message: which connection it is about. */
export interface MessageContext {
  readonly message: string;
  readonly connection?: string;
  readonly peer?: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** `09[IKE] <home|1> `: thread, subsystem, connection and the number of the IKE_SA; `<1>` before a name is chosen. */
const charonPrefix = /^(?:\d{2,6}\[[A-Z]{3}\d?\] )?(?:<(?:([^|<>]{1,128})\|)?(\d{1,10})> )?/;
/** `"office"[2] 192.0.2.1 #5: `: connection, instance, peer and the number of the state; `ERROR: ` may stand before it. */
const plutoPrefix =
  /^(?:(?:ERROR: )?"([^"]{1,128})"(\[\d{1,10}\])?(?: ([\w.:%-]{1,128}))?(?: #(\d{1,10}))?|packet from ([\w.:%-]{1,128})): /;
/** `peer(AbCd…EfGh) - ` of wireguard-go, `wireguard: wg0: ` of the kernel, `[TUN] [wg0] ` of Windows. */
const wireguardPrefix = /^(?:wireguard: ([\w.-]{1,32}): |\[TUN\] (?:\[([^\]]{1,64})\] )?)?(?:peer\(([^)]{1,64})\) - )?/;

const readers: Partial<Record<LogStack, (text: string) => MessageContext>> = {
  strongswan: (text) => {
    const [whole, name, number] = charonPrefix.exec(text) ?? [""];
    return {
      message: text.slice(whole.length),
      ...(name === undefined ? {} : { connection: number === undefined ? name : `${name}[${number}]` }),
      fields: number === undefined ? {} : { ikeNumber: number },
    };
  },
  libreswan: (text) => {
    const [whole, name, instance, peer, state, sender] = plutoPrefix.exec(text) ?? [""];
    const from = peer ?? sender;
    return {
      message: text.slice(whole.length),
      ...(name === undefined ? {} : { connection: `${name}${instance ?? ""}` }),
      ...(from === undefined ? {} : { peer: from }),
      fields: state === undefined ? {} : { state },
    };
  },
  wireguard: (text) => {
    const [whole, device, tunnel, peer] = wireguardPrefix.exec(text) ?? [""];
    const name = device ?? tunnel;
    return {
      message: text.slice(whole.length),
      ...(name === undefined ? {} : { connection: name }),
      ...(peer === undefined ? {} : { peer }),
      fields: {},
    };
  },
};

/** Takes the prefix of a daemon off its message. */
export function readMessageContext(stack: LogStack, text: string): MessageContext {
  return readers[stack]?.(text) ?? { message: text, fields: {} };
}
