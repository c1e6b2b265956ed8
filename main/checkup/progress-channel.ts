/** A queue between steps that run side by side and the one reader of their progress. */
export interface ProgressChannel<Item> {
  readonly push: (item: Item) => void;
  readonly end: () => void;
  readonly items: () => AsyncGenerator<Item, void>;
}

/** Items come out in the order in which they went in; after `end` the reader gets the rest and stops. */
export function createProgressChannel<Item>(): ProgressChannel<Item> {
  const waiting: Item[] = [];
  let ended = false;
  let wake: () => void = () => undefined;
  return {
    push: (item) => {
      waiting.push(item);
      wake();
    },
    end: () => {
      ended = true;
      wake();
    },
    items: async function* () {
      for (;;) {
        const item = waiting.shift();
        if (item !== undefined) {
          yield item;
        } else if (ended) {
          return;
        } else {
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
    },
  };
}
