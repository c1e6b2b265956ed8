import { useState, type ReactElement } from "react";
import type { Report } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { redact } from "../../bridge/redact.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { LanguageField } from "../../components/language-field.tsx";
import { Icon } from "../../components/icon.tsx";
import { reportLanguage, translateReport } from "../../report-language.ts";
import { language, texts, wordsIn } from "../../texts/texts.ts";
import { summarise } from "./summary.ts";

/** The short ways to tell somebody of a result: a text to paste, in any language, and a code for a phone. */
export function SummaryActions({
  bridge,
  report,
  onPhone,
}: {
  readonly bridge: Bridge;
  readonly report: Report;
  readonly onPhone: () => void;
}): ReactElement {
  const [chosen, setChosen] = useState(reportLanguage);
  const summary = async (): Promise<string> => {
    const translated = await translateReport(bridge, report, chosen);
    if (!translated.ok) throw new Error(translated.error.message);
    const { words, locale } = await wordsIn(chosen);
    const text = summarise(translated.value, words, locale);
    const redacted = await redact(bridge, text, report.run.id);
    if (typeof redacted !== "string") throw new TypeError("A redacted text is a text.");
    return redacted;
  };
  return (
    <div className="actions">
      <CopyButton text={summary} label={texts.verdict.summary} />
      <button type="button" className="button quiet" onClick={onPhone}>
        <Icon name="phone" />
        {texts.verdict.qr}
      </button>
      <LanguageField key={language} label={texts.language.export} value={chosen} onChoose={setChosen} />
    </div>
  );
}
