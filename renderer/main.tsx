import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import type { Bridge } from "./bridge/bridge.ts";
import { createElectronBridge } from "./bridge/bridge-electron.ts";
import { createHttpBridge } from "./bridge/bridge-http.ts";
import { takeToken } from "./bridge/take-token.ts";
import { keepPageOnDrop } from "./keep-page.ts";
import { chooseLanguage } from "./texts/languages.ts";
import { showLanguage } from "./texts/texts.ts";

function createBridge(): Bridge {
  const newCallId = (): string => crypto.randomUUID();
  if (window.tunnelDoctor !== undefined) return createElectronBridge(window.tunnelDoctor, newCallId);
  const token = takeToken(window.location, window.history, window.sessionStorage);
  return createHttpBridge({ token, newCallId, fetch: (input, init) => window.fetch(input, init) });
}

keepPageOnDrop(window);
const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element to stand in.");
// What is shown until the settings are read is in the language of the system.
await showLanguage(chooseLanguage(undefined, window.navigator.languages));
createRoot(root).render(
  <StrictMode>
    <App bridge={createBridge()} />
  </StrictMode>,
);
