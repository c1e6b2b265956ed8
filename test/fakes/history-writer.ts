import { createHistoryStore } from "../../main/host/store/history-store.ts";

/* Writes a burst of records every few milliseconds into the history of a folder, and says so, until it is killed. */

const [folder = "", watchId = ""] = process.argv.slice(2);
/** So many that there is often a transaction under way. */
const burst = 20;
const store = createHistoryStore(folder);
let number = 0;
setInterval(() => {
  number += 1;
  const at = new Date().toISOString();
  const change = { at, reason: "link-down", detail: String(number) } as const;
  store.append(Array.from({ length: burst }, () => ({ kind: "change", at, watchId, change })));
  process.stdout.write(`${number} ${Date.now()}\n`);
}, 10);
