import { useId, type ReactElement } from "react";
import { languageIds, languages, type Language } from "../texts/languages.ts";

/** Chooses one of the languages, each under its own name; nothing where there is one only. */
export function LanguageField({
  label,
  value,
  onChoose,
}: {
  readonly label: string;
  readonly value: Language;
  readonly onChoose: (language: Language) => void;
}): ReactElement | null {
  const id = useId();
  if (languageIds.length < 2) return null;
  return (
    <div className="field language-field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={({ target }) => {
          const chosen = languageIds.find((tag) => tag === target.value);
          if (chosen !== undefined) onChoose(chosen);
        }}
      >
        {languageIds.map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {languages[tag].name}
          </option>
        ))}
      </select>
    </div>
  );
}
