import { useState, type ReactElement } from "react";
import type { CallOutput, Outcome } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { sayText, useInLanguage } from "../../in-language.ts";
import { osNames } from "../../os-names.ts";
import { texts } from "../../texts/texts.ts";
import { isGatewayName, normaliseGateway } from "../check/gateway-input.ts";
import { StartCapture } from "./start-capture.tsx";

type Os = keyof typeof osNames;

/** The commands that make a capture, for a person with the rights to run them. */
export function MakeCapture({
  bridge,
  os,
  onMade,
}: {
  readonly bridge: Bridge;
  readonly os: Os;
  /** A capture was made here, in this file. */
  readonly onMade: (path: string) => void;
}): ReactElement {
  const words = texts.captures;
  const [gateway, setGateway] = useState("");
  const [chosen, setChosen] = useState<Os>(os);
  const [plan, setPlan] = useState<Outcome<CallOutput<"capture.plan">>>();
  const [planned, setPlanned] = useState<{ readonly os: Os; readonly gateway?: string }>({ os });
  const name = normaliseGateway(gateway);
  const invalid = gateway.trim() !== "" && !isGatewayName(name);
  const show = async (): Promise<void> => {
    const asked = { os: chosen, ...(gateway.trim() === "" ? {} : { gateway: name }) };
    setPlan(await bridge.call("capture.plan", asked));
    setPlanned(asked);
  };
  return (
    <details className="card">
      <summary>{words.make}</summary>
      <p>{words.makeAbout}</p>
      <form
        className="capture-choice"
        onSubmit={(event) => {
          event.preventDefault();
          if (!invalid) void show();
        }}
      >
        <div className="field">
          <label htmlFor="capture-gateway">{words.makeGateway}</label>
          <input
            id="capture-gateway"
            value={gateway}
            aria-invalid={invalid}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => setGateway(target.value)}
          />
          {invalid && <p className="field-error">{texts.start.gatewayInvalid}</p>}
        </div>
        <div className="field">
          <label htmlFor="capture-os">{words.makeOs}</label>
          <select id="capture-os" value={chosen} onChange={({ target }) => setChosen(target.value as Os)}>
            {(Object.keys(osNames) as readonly Os[]).map((id) => (
              <option key={id} value={id}>
                {osNames[id]}
              </option>
            ))}
          </select>
        </div>
        <div>
          <button type="submit" className="button">
            {words.show}
          </button>
        </div>
      </form>
      {plan?.ok === false && <ProblemNotice message={plan.error.message} />}
      {plan?.ok === true && plan.value.recipes.map((recipe) => <Recipe key={recipe.program} recipe={recipe} />)}
      {plan?.ok === true && planned.os === os && (
        <StartCapture
          key={plan.value.path}
          bridge={bridge}
          plan={{ path: plan.value.path, ...(planned.gateway === undefined ? {} : { gateway: planned.gateway }) }}
          onMade={onMade}
        />
      )}
    </details>
  );
}

function Recipe({ recipe }: { readonly recipe: CallOutput<"capture.plan">["recipes"][number] }): ReactElement {
  const words = texts.captures;
  const { program, commands, ending } = recipe;
  const rights = useInLanguage(recipe.rights, sayText);
  return (
    <section className="capture-recipe" aria-label={words.with(program)}>
      <h2>{words.with(program)}</h2>
      <p className="hint">{words.needs(rights)}</p>
      <CommandLines lines={commands} what={words.command(program)} />
      <p>{ending.length === 0 ? words.endsCtrlC : words.endsWith}</p>
      {ending.length > 0 && <CommandLines lines={ending} what={words.command(program)} />}
    </section>
  );
}

function CommandLines({ lines, what }: { readonly lines: readonly string[]; readonly what: string }): ReactElement {
  const text = lines.join("\n");
  return (
    <div>
      <pre className="capture-command" tabIndex={0}>
        {text}
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}
