import type { MenuItemConstructorOptions } from "electron";

/**
 * The menu: what the keyboard needs (copy, paste, zoom, quit) and no more. The default menu of Electron has links to
 * web sites and developer tools.
 *
 * @param macos macOS expects a menu named after the application.
 */
export function menuTemplate(macos: boolean): readonly MenuItemConstructorOptions[] {
  return [
    macos ? { role: "appMenu" } : { role: "fileMenu" },
    { role: "editMenu" },
    {
      label: "View",
      submenu: [
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { type: "separator" },
        { role: "togglefullscreen" },
      ],
    },
    { role: "windowMenu" },
  ];
}
