import { useId, useState, type ReactElement, type ReactNode } from "react";
import { Icon } from "../../components/icon.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import type { PlaceProps } from "../../place-props.ts";
import { sayText, useInLanguage } from "../../in-language.ts";
import { isLanguage, languageIds, languages, type Language } from "../../texts/languages.ts";
import { texts } from "../../texts/texts.ts";
import type { SettingsChange } from "../../use-settings.ts";
import { SelectField, TickField } from "./choice-fields.tsx";
import { HelperSetting } from "./helper-setting.tsx";
import { LastResult } from "./last-result.tsx";

const themes = ["system", "light", "dark"] as const;
const profiles = ["quick", "standard", "deep"] as const;
const usualDays = [1, 7, 30, 90, 365] as const;

/** What a person decides once. Every change is kept as soon as it is made. */
export function SettingsPage({ bridge, settings }: Pick<PlaceProps, "bridge" | "settings">): ReactElement {
  const words = texts.settings;
  const [told, setTold] = useState<{ readonly kind: "kept" } | { readonly kind: "failed"; readonly message: string }>();
  const { settings: values, locked, policy, problem } = settings;
  const policyProblem = useInLanguage(policy?.problem ?? "", sayText);
  const isLocked = (name: keyof typeof values): boolean => locked.includes(name);
  const change = async (wanted: SettingsChange): Promise<void> => {
    setTold(undefined);
    const kept = await settings.change(wanted);
    setTold(kept.ok ? { kind: "kept" } : { kind: "failed", message: kept.error.message });
  };
  const { language } = values;
  return (
    <section className="view settings">
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      {policy !== undefined && (
        <p className="notice tone-neutral">
          <Icon name="building" />
          {policy.problem === undefined ? words.policy(policy.source) : words.policyProblem(policyProblem)}
        </p>
      )}
      {problem !== undefined && <ProblemNotice message={problem} />}
      {told?.kind === "failed" && <ProblemNotice message={told.message} />}
      <p className="visually-hidden" role="status">
        {told?.kind === "kept" ? words.kept : ""}
      </p>

      <Group title={words.look}>
        <SelectField<Language | "system">
          label={words.language}
          hint={words.languageHint}
          value={language !== undefined && isLanguage(language) ? language : "system"}
          options={[
            { value: "system", label: words.systemLanguage },
            ...languageIds.map((id) => ({ value: id, label: languages[id].name, lang: id })),
          ]}
          locked={isLocked("language")}
          onChoose={(chosen) => void change({ language: chosen === "system" ? null : chosen })}
        />
        <SelectField
          label={words.theme}
          value={values.theme}
          options={themes.map((value) => ({ value, label: words.themes[value] }))}
          locked={isLocked("theme")}
          onChoose={(theme) => void change({ theme })}
        />
      </Group>
      <Group title={words.checks}>
        <SelectField
          label={words.profile}
          hint={texts.profile[values.profile].about}
          value={values.profile}
          options={profiles.map((value) => ({ value, label: texts.profile[value].title }))}
          locked={isLocked("profile")}
          onChoose={(profile) => void change({ profile })}
        />
        <SelectField
          label={words.logWindow}
          value={values.logWindowDays}
          options={daysWith(values.logWindowDays)}
          locked={isLocked("logWindowDays")}
          onChoose={(logWindowDays) => void change({ logWindowDays })}
        />
      </Group>
      <Group title={words.helpers}>
        <p className="hint">{words.helpersLead}</p>
        <HelperSetting
          words={words.stun}
          helper={values.stunServer}
          locked={isLocked("stunServer")}
          onChange={(stunServer) => void change({ stunServer })}
        />
        <HelperSetting
          words={words.responder}
          helper={values.responder}
          locked={isLocked("responder")}
          onChange={(responder) => void change({ responder })}
        />
      </Group>
      <Group title={words.privacy}>
        <TickField
          label={words.pseudonyms}
          hint={words.pseudonymsHint}
          checked={values.pseudonyms}
          locked={isLocked("pseudonyms")}
          onTick={(pseudonyms) => void change({ pseudonyms })}
        />
        <SelectField
          label={words.history}
          value={values.historyDays}
          options={daysWith(values.historyDays)}
          locked={isLocked("historyDays")}
          onChoose={(historyDays) => void change({ historyDays })}
        />
        <LastResult bridge={bridge} />
      </Group>
    </section>
  );
}

/** The usual numbers of days, and the present one where it is another. */
function daysWith(present: number): readonly { readonly value: number; readonly label: string }[] {
  const values = [...new Set<number>([...usualDays, present])].toSorted((a, b) => a - b);
  return values.map((value) => ({ value, label: texts.settings.days(value) }));
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  const id = useId();
  return (
    <section className="card settings-group" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
