import { useDeferredValue, useId, useRef, useState, type ReactElement } from "react";
import { useVirtualizer } from "@tanstack/react-virtual";
import type { Bridge } from "../../bridge/bridge.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { rowHeightPx } from "../../components/row-grid.tsx";
import { texts } from "../../texts/texts.ts";
import { BundleCard } from "./bundle-card.tsx";
import { BundleFilterFields, noFilter, type BundleFilter } from "./bundle-filter.tsx";
import { BundleList } from "./bundle-list.tsx";
import { itemAt, itemCount, rowRange, type ListShape } from "./list-items.ts";
import { useAnswer } from "./use-answer.ts";
import { useRows, type RowQuery } from "./use-rows.ts";

/** A table with more groups than these is of no use. */
const maxGroups = 10_000;

/** All bundles: searched, filtered, in any order, in groups; each down to its report, and two side by side. */
export function BundlesView({
  bridge,
  version,
  total,
  onRetry,
}: {
  readonly bridge: Bridge;
  readonly version: number;
  /** Bundles in the fleet. */
  readonly total: number;
  readonly onRetry: () => void;
}): ReactElement {
  const words = texts.fleet.list;
  const id = useId();
  const [filter, setFilter] = useState(noFilter);
  const [open, setOpen] = useState<number>();
  const [chosen, setChosen] = useState<number>();
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const scroller = useRef<HTMLDivElement>(null);
  const asked = useDeferredValue(filter);

  const { groupBy } = asked;
  const grouped = useAnswer(
    bridge,
    "fleet.groups",
    groupBy === undefined ? undefined : { by: groupBy, ...matching(asked), limit: maxGroups },
    version,
  );
  const groups = groupBy === undefined ? undefined : grouped.outcome?.ok === true ? grouped.outcome.value.groups : [];
  const rows = useRows(bridge, queryOf(asked, open === undefined ? undefined : groups?.[open]?.value), version, seen);
  const shape: ListShape = { groups, open, rows: rows.total ?? 0 };
  const count = itemCount(shape);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 12,
    onChange: (instance) => {
      const items = instance.getVirtualItems();
      const range = rowRange({ groups, open }, items[0]?.index ?? 0, items.at(-1)?.index ?? 0);
      setSeen((now) => (now.first === range.first && now.last === range.last ? now : range));
    },
  });

  const change = (next: BundleFilter): void => {
    setFilter(next);
    setOpen(undefined);
    setChosen(undefined);
  };
  const error = rows.error ?? (grouped.outcome?.ok === false ? grouped.outcome.error : undefined);
  const found = groups === undefined ? rows.total : groups.reduce((sum, { bundles }) => sum + bundles, 0);
  const item = chosen === undefined ? undefined : itemAt(shape, chosen, rows.rowAt);
  const isWaiting = rows.isWaiting || grouped.isWaiting;

  return (
    <section className="view" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="visually-hidden">
        {words.title}
      </h2>
      <BundleFilterFields bridge={bridge} version={version} filter={filter} onChange={change} />
      {error !== undefined && (
        <ProblemNotice message={error.message}>
          <button type="button" className="button" onClick={onRetry}>
            {texts.fleet.tryAgain}
          </button>
        </ProblemNotice>
      )}
      <p role="status">
        {found === undefined || (isWaiting && count === 0)
          ? words.loading
          : found === 0
            ? words.nothing
            : found === total
              ? words.countAll(total)
              : words.count(found, total)}
      </p>
      {count > 0 && (
        <BundleList
          scroller={scroller}
          rows={virtual}
          count={count}
          itemAt={(index) => itemAt(shape, index, rows.rowAt)}
          groupedBy={groupBy}
          sortBy={filter.sortBy}
          descending={filter.descending}
          chosen={chosen}
          onChoose={setChosen}
          onOpen={(groupIndex) => {
            setOpen(groupIndex);
            setChosen(groupIndex ?? open);
          }}
          onSort={(column) =>
            change({ ...filter, sortBy: column, descending: column === filter.sortBy ? !filter.descending : true })
          }
        />
      )}
      <BundleCard bridge={bridge} row={item?.kind === "bundle" ? item.row : undefined} />
    </section>
  );
}

/** What every bundle that is shown has in common. */
function matching({ where, search }: BundleFilter): Pick<RowQuery, "where" | "search"> {
  return { where, ...(search.trim() === "" ? {} : { search: search.trim() }) };
}

/** The rows to ask for: all that match, or those of the open group; none while all groups are closed. */
function queryOf(filter: BundleFilter, openValue: string | undefined): RowQuery | undefined {
  if (filter.groupBy !== undefined && openValue === undefined) return undefined;
  const { where, ...searched } = matching(filter);
  return {
    where: filter.groupBy === undefined ? where : { ...where, [filter.groupBy]: openValue },
    ...searched,
    sortBy: filter.sortBy,
    descending: filter.descending,
  };
}
