import { useId, type ReactElement } from "react";
import type { Bridge } from "../../bridge/bridge.ts";
import { texts } from "../../texts/texts.ts";
import { listColumns, type SortBy } from "./bundle-list.tsx";
import { comparedBy } from "./comparing.ts";
import { useAnswer } from "./use-answer.ts";
import { valueText, type Dimension } from "./value-text.ts";

/** What narrows the list down, puts it in order and groups it. */
export interface BundleFilter {
  readonly search: string;
  readonly where: Readonly<Partial<Record<Dimension, string>>>;
  readonly sortBy: SortBy;
  readonly descending: boolean;
  readonly groupBy: Dimension | undefined;
}

export const noFilter: BundleFilter = {
  search: "",
  where: {},
  sortBy: "at",
  descending: true,
  groupBy: undefined,
};

const filteredBy = ["osBuild", "cause", "network", "nat", "gateway"] as const satisfies readonly Dimension[];
/** A person reads no longer menu; the search finds the rest. */
const maxChoices = 200;

/** The fields above the list. */
export function BundleFilterFields({
  bridge,
  version,
  filter,
  onChange,
}: {
  readonly bridge: Bridge;
  readonly version: number;
  readonly filter: BundleFilter;
  readonly onChange: (filter: BundleFilter) => void;
}): ReactElement {
  const words = texts.fleet.list;
  const id = useId();
  return (
    <fieldset className="fleet-filter">
      <legend className="visually-hidden">{words.filter}</legend>
      <div className="field">
        <label htmlFor={`${id}-search`}>{words.search}</label>
        <input
          id={`${id}-search`}
          type="search"
          value={filter.search}
          maxLength={120}
          onChange={({ target }) => onChange({ ...filter, search: target.value })}
        />
      </div>
      {filteredBy.map((by) => (
        <ValueSelect
          key={by}
          bridge={bridge}
          version={version}
          by={by}
          value={filter.where[by]}
          onChange={(value) => {
            const others = Object.entries(filter.where).filter(([other]) => other !== by);
            const where = Object.fromEntries(value === undefined ? others : [...others, [by, value]]);
            onChange({ ...filter, where });
          }}
        />
      ))}
      <div className="field">
        <label htmlFor={`${id}-group`}>{words.group}</label>
        <select
          id={`${id}-group`}
          value={filter.groupBy ?? ""}
          onChange={({ target }) => onChange({ ...filter, groupBy: comparedBy.find((one) => one === target.value) })}
        >
          <option value="">{words.noGroup}</option>
          {comparedBy.map((dimension) => (
            <option key={dimension} value={dimension}>
              {texts.fleet.dimensions[dimension]}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-sort`}>{words.sort}</label>
        <select
          id={`${id}-sort`}
          value={filter.sortBy}
          onChange={({ target }) =>
            onChange({ ...filter, sortBy: listColumns.find((one) => one === target.value) ?? "at" })
          }
        >
          {listColumns.map((column) => (
            <option key={column} value={column}>
              {words.columns[column]}
            </option>
          ))}
        </select>
      </div>
      <label className="check-line">
        <input
          type="checkbox"
          checked={filter.descending}
          onChange={({ target }) => onChange({ ...filter, descending: target.checked })}
        />
        {words.descending}
      </label>
    </fieldset>
  );
}

function ValueSelect({
  bridge,
  version,
  by,
  value,
  onChange,
}: {
  readonly bridge: Bridge;
  readonly version: number;
  readonly by: Dimension;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}): ReactElement {
  const words = texts.fleet.list;
  const id = useId();
  const { outcome } = useAnswer(bridge, "fleet.groups", { by, limit: maxChoices }, version);
  const groups = outcome?.ok === true ? outcome.value.groups : [];
  return (
    <div className="field">
      <label htmlFor={id}>{texts.fleet.dimensions[by]}</label>
      {/* The empty choice is a key that no value has: values of clients may be any text. */}
      <select
        id={id}
        value={value === undefined ? "" : `=${value}`}
        onChange={({ target }) => onChange(target.value === "" ? undefined : target.value.slice(1))}
      >
        <option value="">{words.any}</option>
        {groups.map((group) => (
          <option key={group.value} value={`=${group.value}`}>
            {valueText(by, group.value)}
          </option>
        ))}
      </select>
    </div>
  );
}
