import { useEffect, useRef, useState } from "react";
import type { CallInput, CallOutput, Failure } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";

export type FleetRow = CallOutput<"fleet.list">["rows"][number];
export type RowQuery = Pick<CallInput<"fleet.list">, "where" | "search" | "sortBy" | "descending">;

export interface Rows {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  readonly isWaiting: boolean;
  readonly error: Failure | undefined;
  /** Undefined while the row is on its way. */
  readonly rowAt: (index: number) => FleetRow | undefined;
}

interface Loaded {
  readonly key: string;
  readonly total: number;
  readonly pages: ReadonlyMap<number, readonly FleetRow[]>;
}

const pageSize = 200;
/** Pages that are kept; further ones than these are asked for again. */
const maxPagesKept = 40;

/**
 * The rows of a query, of which only those that are looked at are asked for.
 *
 * @param query undefined: nothing is asked
 * @param first index of the first row that is looked at
 * @param last of the last one
 */
export function useRows(
  bridge: Bridge,
  query: RowQuery | undefined,
  version: number,
  { first, last }: { readonly first: number; readonly last: number },
): Rows {
  const [loaded, setLoaded] = useState<Loaded>();
  const [failed, setFailed] = useState<{ readonly key: string; readonly error: Failure }>();
  const asked = useRef<{ readonly key: string; readonly pages: Set<number>; readonly controller: AbortController }>(
    null,
  );
  const key = query === undefined ? undefined : JSON.stringify([query, version]);
  const firstPage = Math.floor(Math.max(0, first) / pageSize);
  const lastPage = Math.floor(Math.max(0, first, last) / pageSize);

  useEffect(() => {
    if (query === undefined || key === undefined) return;
    if (asked.current?.key !== key) {
      asked.current?.controller.abort();
      asked.current = { key, pages: new Set(), controller: new AbortController() };
    }
    const { pages, controller } = asked.current;
    for (let page = firstPage; page <= lastPage; page++) {
      if (pages.has(page)) continue;
      pages.add(page);
      void bridge
        .call("fleet.list", { ...query, offset: page * pageSize, limit: pageSize }, { signal: controller.signal })
        .then((outcome) => {
          if (controller.signal.aborted) return;
          if (!outcome.ok) {
            setFailed({ key, error: outcome.error });
            return;
          }
          const { total, rows } = outcome.value;
          setLoaded((now) => {
            const kept = new Map(now?.key === key ? now.pages : []);
            kept.set(page, rows);
            for (const other of kept.keys()) {
              if (kept.size <= maxPagesKept) break;
              kept.delete(other);
              pages.delete(other);
            }
            return { key, total, pages: kept };
          });
        });
    }
    // `key` stands for `query`, which is put together anew each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [bridge, key, firstPage, lastPage]);
  useEffect(() => () => asked.current?.controller.abort(), []);

  const current = loaded?.key === key ? loaded : undefined;
  return {
    // While another order or filter is on its way, the number of rows stays: the list would jump to its top.
    total: query === undefined ? 0 : (current ?? loaded)?.total,
    isWaiting: key !== undefined && current === undefined && failed?.key !== key,
    error: failed?.key === key ? failed?.error : undefined,
    rowAt: (index) => current?.pages.get(Math.floor(index / pageSize))?.[index % pageSize],
  };
}
