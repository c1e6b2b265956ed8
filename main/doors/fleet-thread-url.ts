/**
 * The program of a thread that reads bundles. In a checkout it is run as it is; in a package it stands beside each door's;
 * the single file is its own (build/single-file-plugin.ts).
 */
export const fleetThreadUrl = new URL(
  import.meta.url.endsWith(".ts") ? "fleet-thread.ts" : "fleet-thread.js",
  import.meta.url,
);
