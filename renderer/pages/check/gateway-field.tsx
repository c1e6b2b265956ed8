import type { ReactElement, Ref } from "react";
import { Icon } from "../../components/icon.tsx";
import { texts } from "../../texts/texts.ts";
import type { ProfileWithGateway } from "./gateway-input.ts";

/** The choice that is no profile: a gateway that the person types. No host name looks like this. */
export const otherGateway = " other";

/** Which gateway the check is about: one of several profiles, or an address that can be typed. */
export function GatewayField({
  id,
  inputRef,
  profiles,
  searching,
  chosen,
  typed,
  error,
  onChoose,
  onFocusChange,
  onType,
}: {
  readonly id: string;
  readonly inputRef: Ref<HTMLInputElement>;
  readonly profiles: readonly ProfileWithGateway[];
  readonly searching: boolean;
  readonly chosen: string | undefined;
  readonly typed: string;
  readonly error: string | undefined;
  readonly onChoose: (chosen: string) => void;
  readonly onFocusChange: (focused: boolean) => void;
  readonly onType: (text: string) => void;
}): ReactElement {
  const words = texts.start;
  const several = profiles.length > 1;
  const [only] = profiles;
  const fromProfile = !several && typed === only?.gateway;
  const hint = searching
    ? words.searching
    : only === undefined
      ? words.noProfiles
      : fromProfile
        ? words.gatewayFrom(only.name, texts.tunnelType[only.type])
        : words.gatewayHint;

  return (
    <>
      {several && (
        <fieldset className="choices">
          <legend>{words.whichVpn}</legend>
          {profiles.map(({ name, type, gateway, origin }) => (
            <label key={`${origin} ${name} ${gateway}`} className="choice">
              <input
                type="radio"
                name={`${id}-choice`}
                checked={chosen === gateway}
                onChange={() => onChoose(gateway)}
              />
              <span>
                <strong>{name}</strong>
                <span className="choice-about">
                  {gateway} · {texts.tunnelType[type]}
                </span>
              </span>
            </label>
          ))}
          <label className="choice">
            <input
              type="radio"
              name={`${id}-choice`}
              checked={chosen === otherGateway}
              onChange={() => onChoose(otherGateway)}
            />
            <span>
              <strong>{words.otherGateway}</strong>
            </span>
          </label>
        </fieldset>
      )}
      {(!several || chosen === otherGateway) && (
        <div className="field">
          <label htmlFor={id}>{words.gateway}</label>
          <input
            ref={inputRef}
            id={id}
            type="text"
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={500}
            value={typed}
            aria-invalid={error !== undefined}
            aria-describedby={error === undefined ? `${id}-hint` : `${id}-error`}
            onFocus={() => onFocusChange(true)}
            onBlur={() => onFocusChange(false)}
            onChange={(event) => onType(event.currentTarget.value)}
          />
          {error === undefined ? (
            <p className="hint" id={`${id}-hint`}>
              {several ? words.gatewayHint : hint}
            </p>
          ) : (
            <p className="field-error" id={`${id}-error`} role="alert">
              <Icon name="warning" />
              {error}
            </p>
          )}
        </div>
      )}
    </>
  );
}
