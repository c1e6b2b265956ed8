import type { MenuItemConstructorOptions } from "electron";
import type { AppTexts, NamedRole } from "./texts/app-texts.ts";

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
  const role = (name: NamedRole): MenuItemConstructorOptions => ({ role: name, label: texts.roles[name] });
  const between: MenuItemConstructorOptions = { type: "separator" };
  const quit: MenuItemConstructorOptions = { role: "quit", label: texts.quit };
  return [
    macos
      ? {
          role: "appMenu",
          submenu: [
            role("about"),
            between,
            role("services"),
            between,
            ...[role("hide"), role("hideOthers"), role("unhide")],
            between,
            quit,
          ],
        }
      : { ...role("fileMenu"), submenu: [quit] },
    {
      ...role("editMenu"),
      submenu: [
        ...[role("undo"), role("redo")],
        between,
        ...[role("cut"), role("copy"), role("paste"), role("delete"), role("selectAll")],
      ],
    },
    {
      label: texts.view,
      submenu: [role("resetZoom"), role("zoomIn"), role("zoomOut"), between, role("togglefullscreen")],
    },
    ...(watch.length === 0 ? [] : [{ label: texts.watch, submenu: [...watch] }]),
    {
      ...role("windowMenu"),
      submenu: [role("minimize"), role("zoom"), ...(macos ? [between, role("front")] : [role("close")])],
    },
    {
      label: texts.help,
      submenu: [
        { label: texts.openLogFolder, click: openLogFolder },
        ...(searchUpdate === undefined ? [] : [{ label: texts.updateCheck, click: searchUpdate }]),
      ],
    },
  ];
}
