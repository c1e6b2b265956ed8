/** Product names, the same in every language. */
export const osNames = { linux: "Linux", macos: "macOS", windows: "Windows" } as const;
