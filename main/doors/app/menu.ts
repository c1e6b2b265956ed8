import type { MenuItemConstructorOptions } from "electron";
import type { AppTexts } from "./texts/app-texts.ts";

/** What the entries of our own show and do. */
export interface MenuEntries {
  /** Those about watching. */
  readonly watch: readonly MenuItemConstructorOptions[];
  readonly openLogFolder: () => void;
  /** Undefined where nobody provides new versions. */
  readonly searchUpdate?: (() => void) | undefined;
}

/**
 * The menu: what the keyboard needs (copy, paste, zoom, quit) and the app's own log. The default menu of Electron has
 * links to web sites and developer tools.
 *
 * @param macos macOS expects a menu named after the application.
 */
export function menuTemplate(
  macos: boolean,
  { watch, openLogFolder, searchUpdate }: MenuEntries,
  texts: AppTexts,
): readonly MenuItemConstructorOptions[] {
  return [
    macos ? { role: "appMenu" } : { role: "fileMenu" },
    { role: "editMenu" },
    {
      label: texts.view,
      submenu: [
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { type: "separator" },
        { role: "togglefullscreen" },
      ],
    },
    ...(watch.length === 0 ? [] : [{ label: texts.watch, submenu: [...watch] }]),
    { role: "windowMenu" },
    {
      label: texts.help,
      submenu: [
        { label: texts.openLogFolder, click: openLogFolder },
        ...(searchUpdate === undefined ? [] : [{ label: texts.updateCheck, click: searchUpdate }]),
      ],
    },
  ];
}
