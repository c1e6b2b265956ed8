import type { LogEvent } from "../../model/log-event.ts";
import { appleIpsecCode } from "./apple-ipsec-codes.ts";
import { appleL2tpDeviceCode } from "./apple-ppp-codes.ts";
import type { CodeMeaning } from "./code-meaning.ts";
import { networkExtensionCode } from "./network-extension-codes.ts";
import { pppExitCode } from "./ppp-exit-codes.ts";
import { scncStatusNumber, scncStopReason } from "./scnc-codes.ts";

/** What the numbers and the fixed words in an event of macOS mean, the reason first; empty where it carries none. */
export function macosEventCodes({ stack, fields }: LogEvent): readonly CodeMeaning[] {
  if (stack !== "macos-networkextension") return [];
  const { reason = "", status, deviceStatus, protocol, layer, code = "", deviceCode = "", domain } = fields;
  const found =
    protocol === "IPSec" || layer === "IPSec"
      ? [appleIpsecCode(numberOf("ipsec", status) ?? code)]
      : [
          pppExitCode("macos", numberOf("ppp", status) ?? (layer === "PPP" ? code : "")),
          appleL2tpDeviceCode(numberOf("l2tp-device", deviceStatus) ?? deviceCode),
        ];
  const inDomain = domain === undefined ? undefined : networkExtensionCode(domain, code);
  return [scncStopReason(reason), inDomain, ...found].filter((meaning) => meaning !== undefined);
}

function numberOf(kind: Parameters<typeof scncStatusNumber>[0], words: string | undefined): string | undefined {
  return words === undefined ? undefined : scncStatusNumber(kind, words);
}
