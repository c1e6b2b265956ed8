import { Menu, nativeImage, Tray } from "electron";
import type { WatchState } from "./background-watch.ts";
import { trayMenu, type TrayActions, type TrayModel } from "./tray-menu.ts";
import type { AppTexts } from "./texts/app-texts.ts";

/** The icon beside the clock. */
export interface TrayIcon {
  readonly show: (model: TrayModel) => void;
  readonly remove: () => void;
}

/**
 * Makes the tray's icon; null where the desktop has no place for one, which some Linux desktops have not.
 *
 * @param iconFolder where the icons are, absolute
 */
export function createTrayIcon(
  iconFolder: string,
  model: TrayModel,
  actions: TrayActions,
  texts: AppTexts,
): TrayIcon | null {
  let tray: Tray;
  try {
    tray = new Tray(iconOf(iconFolder, model.watch));
  } catch {
    return null;
  }
  const show = (shown: TrayModel): void => {
    tray.setImage(iconOf(iconFolder, shown.watch));
    tray.setToolTip(`Tunnel Doctor · ${texts.watchStates[shown.watch]}`);
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(shown, actions, texts)));
  };
  show(model);
  // On Linux and macOS a click opens the menu already.
  tray.on("double-click", actions.open);
  return { show, remove: () => tray.destroy() };
}

/** 16 pixels, and 32 where the screen has them. The words are in the menu and the tooltip too. */
function iconOf(folder: string, state: WatchState) {
  const image = nativeImage.createFromPath(`${folder}/${state}-16.png`);
  const large = nativeImage.createFromPath(`${folder}/${state}-32.png`);
  image.addRepresentation({ scaleFactor: 2, dataURL: large.toDataURL() });
  return image;
}
