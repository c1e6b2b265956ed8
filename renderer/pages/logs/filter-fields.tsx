import type { ReactElement } from "react";
import type { LogEvent } from "../../../main/api/contract.ts";
import { texts } from "../../texts/texts.ts";
import type { EventFilter } from "./filter-events.ts";

/** What narrows the list down. */
export function FilterFields({
  filter,
  stacks,
  onChange,
}: {
  readonly filter: EventFilter;
  /** Who wrote at least one of the events. */
  readonly stacks: readonly LogEvent["stack"][];
  readonly onChange: (filter: EventFilter) => void;
}): ReactElement {
  const words = texts.logs;
  return (
    <fieldset className="filter-fields">
      <legend className="visually-hidden">{words.filter}</legend>
      <div className="field">
        <label htmlFor="log-filter-text">{words.filterText}</label>
        <input
          id="log-filter-text"
          type="search"
          value={filter.text}
          onChange={({ target }) => onChange({ ...filter, text: target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor="log-filter-stack">{words.filterStack}</label>
        <select
          id="log-filter-stack"
          value={filter.stack}
          onChange={({ target }) =>
            onChange({ ...filter, stack: stacks.find((stack) => stack === target.value) ?? "all" })
          }
        >
          <option value="all">{words.allStacks}</option>
          {stacks.map((stack) => (
            <option key={stack} value={stack}>
              {words.stackNames[stack]}
            </option>
          ))}
        </select>
      </div>
      <label className="check-line">
        <input
          type="checkbox"
          checked={filter.unknownOnly}
          onChange={({ target }) => onChange({ ...filter, unknownOnly: target.checked })}
        />
        {words.unknownOnly}
      </label>
    </fieldset>
  );
}
