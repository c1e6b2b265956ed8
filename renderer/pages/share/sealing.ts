import type { CallInput } from "../../../main/api/contract.ts";
import { texts } from "../../texts/texts.ts";

/** Who may open a bundle. */
export type SealingKind = "anybody" | "recipients" | "passphrase";

export interface Sealing {
  readonly kind: SealingKind;
  readonly recipients: string;
  readonly passphrase: string;
}

export const notSealed: Sealing = { kind: "anybody", recipients: "", passphrase: "" };

const minPassphraseCharacters = 12;

/** What `bundle.create` takes, or the sentence that says what is wrong with what was typed. */
export function sealingInput(sealing: Sealing): Pick<CallInput<"bundle.create">, "recipients" | "passphrase"> | string {
  const words = texts.share.sealing;
  switch (sealing.kind) {
    case "anybody":
      return {};
    case "recipients": {
      const recipients = recipientsIn(sealing.recipients);
      if (recipients.length === 0) return words.recipientsMissing;
      const wrong = recipients.find((recipient) => !/^age1[a-z0-9]+$/.test(recipient));
      return wrong === undefined ? { recipients: [...recipients] } : words.recipientWrong(wrong.slice(0, 40));
    }
    case "passphrase":
      return sealing.passphrase.length < minPassphraseCharacters
        ? words.passphraseShort(minPassphraseCharacters)
        : { passphrase: sealing.passphrase };
  }
}

/** Public keys, one a line or between commas. */
export function recipientsIn(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== "");
}
