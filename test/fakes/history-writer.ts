import { createHistoryStore } from "../../main/host/store/history-store.ts";

/* Writes a record every few milliseconds into the history of a folder, and says so, until it is killed. */

const [folder = ""] = process.argv.slice(2);
const store = createHistoryStore(folder);
let number = 0;
setInterval(() => {
  number += 1;
  const at = new Date().toISOString();
  store.append([{ kind: "change", at, watchId: "w", change: { at, reason: "link-down", detail: String(number) } }]);
  process.stdout.write(`${number} ${Date.now()}\n`);
}, 5);
