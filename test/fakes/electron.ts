import { EventEmitter } from "node:events";
import type { BrowserWindowConstructorOptions, CustomScheme, WebContents } from "electron";
import { FakeSession } from "./electron-session.ts";

/*
 * As much of Electron as the desktop door touches, for machines without its binary. It behaves like the real one in what
 * the door relies on: messages are cloned, a second handler for a channel throws, an error of a handler reaches the page
 * as a text only, and `preventDefault` is how an event is refused.
 */

type Handler = (event: FakeIpcEvent, ...values: unknown[]) => unknown;

export interface FakeFrame {
  readonly url: string;
  readonly parent: FakeFrame | null;
}

interface FakeIpcEvent {
  readonly sender: FakeWebContents;
  readonly senderFrame: FakeFrame | null;
}

export interface SentMessage {
  readonly channel: string;
  readonly message: unknown;
}

let nextContentsId = 1;

export class FakeWebContents extends EventEmitter {
  readonly id = nextContentsId++;
  readonly sent: SentMessage[] = [];
  private destroyed = false;
  private windowOpenHandler: (details: { readonly url: string }) => { readonly action: string } = () => ({
    action: "allow",
  });

  isDestroyed(): boolean {
    return this.destroyed;
  }

  send(channel: string, message: unknown): void {
    if (this.destroyed) throw new TypeError("Object has been destroyed");
    const copy: unknown = structuredClone(message);
    this.sent.push({ channel, message: copy });
    ipcRenderer.emit(channel, { sender: ipcRenderer }, copy);
  }

  setWindowOpenHandler(handler: (details: { readonly url: string }) => { readonly action: string }): void {
    this.windowOpenHandler = handler;
  }

  /** What `window.open(url)` in the page comes to. */
  windowOpen(url: string): string {
    return this.windowOpenHandler({ url }).action;
  }

  /** Emits an event that a listener may refuse; returns whether it did. */
  isRefused(event: string, details: object): boolean {
    let refused = false;
    this.emit(event, { ...details, preventDefault: () => (refused = true) });
    return refused;
  }

  destroy(): void {
    this.destroyed = true;
    this.emit("destroyed");
  }

  /** The same object, under the type that the door knows. */
  get asElectron(): WebContents {
    return this as unknown as WebContents;
  }
}

class FakeIpcMain extends EventEmitter {
  private handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }

  /** A message from a page, as `ipcRenderer.invoke` sends it. */
  async invoke(event: FakeIpcEvent, channel: string, message: unknown): Promise<unknown> {
    const handler = this.handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    try {
      return structuredClone(await handler(event, structuredClone(message)));
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`);
    }
  }

  reset(): void {
    this.handlers.clear();
    this.removeAllListeners();
  }
}

class FakeIpcRenderer extends EventEmitter {
  /** The page that this renderer shows. */
  page: FakeIpcEvent | undefined;

  async invoke(channel: string, message: unknown): Promise<unknown> {
    return ipcMain.invoke(this.connectedPage(), channel, message);
  }

  send(channel: string, message: unknown): void {
    ipcMain.emit(channel, this.connectedPage(), structuredClone(message));
  }

  private connectedPage(): FakeIpcEvent {
    if (this.page === undefined) throw new Error("The fake renderer shows no page.");
    return this.page;
  }
}

export { FakeSession } from "./electron-session.ts";

export const ipcMain = new FakeIpcMain();
export const ipcRenderer = new FakeIpcRenderer();

export const contextBridge = {
  exposed: new Map<string, unknown>(),
  exposeInMainWorld(name: string, api: unknown): void {
    contextBridge.exposed.set(name, api);
  },
};

class FakeApp extends EventEmitter {
  /** False when another instance holds the lock. */
  lockIsFree = true;
  isPackaged = false;
  isReady = false;
  sandboxed = false;
  quits = 0;
  readonly protocolsTaken: string[] = [];

  requestSingleInstanceLock(): boolean {
    return this.lockIsFree;
  }

  enableSandbox(): void {
    if (this.isReady) throw new Error("app.enableSandbox() can only be called before app is ready");
    this.sandboxed = true;
  }

  /** Electron is ready once the main script has been evaluated, never before. */
  async whenReady(): Promise<void> {
    await Promise.resolve();
    this.isReady = true;
  }

  locale = "en-US";
  loginItem = { openAtLogin: false, args: [] as readonly string[] };
  readonly relaunches: (readonly string[])[] = [];
  readonly exits: number[] = [];

  quit(): void {
    this.quits += 1;
  }

  exit(code: number): void {
    this.exits.push(code);
  }

  relaunch({ args }: { readonly args: readonly string[] }): void {
    this.relaunches.push(args);
  }

  getLocale(): string {
    return this.locale;
  }

  /** As on Windows: an entry is found again by its arguments only. */
  getLoginItemSettings({ args = [] }: { readonly args?: readonly string[] } = {}): { readonly openAtLogin: boolean } {
    const isSame = JSON.stringify(args) === JSON.stringify(this.loginItem.args);
    return { openAtLogin: isSame && this.loginItem.openAtLogin };
  }

  setLoginItemSettings({
    openAtLogin,
    args = [],
  }: {
    readonly openAtLogin: boolean;
    readonly args?: readonly string[];
  }) {
    this.loginItem = { openAtLogin, args };
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    this.protocolsTaken.push(scheme);
    return true;
  }
}

export const app = new FakeApp();

function requireReady(what: string): void {
  if (!app.isReady) throw new Error(`${what} can only be used when app is ready`);
}

export const protocol = {
  privileged: [] as CustomScheme[],
  registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
    if (app.isReady) throw new Error("protocol.registerSchemesAsPrivileged should be called before app is ready");
    protocol.privileged.push(...schemes);
  },
};

export const session = {
  current: undefined as FakeSession | undefined,
  get defaultSession(): FakeSession {
    requireReady("Session");
    return (session.current ??= new FakeSession());
  },
};

/** Encrypts by turning every bit, which is enough to tell plain from encrypted. */
export const safeStorage = {
  backend: "gnome_libsecret",
  getSelectedStorageBackend: (): string => safeStorage.backend,
  isAsyncEncryptionAvailable: async (): Promise<boolean> => app.isReady,
  encryptStringAsync: async (text: string): Promise<Buffer> => Buffer.from(text).map((byte) => byte ^ 0xff) as Buffer,
  decryptStringAsync: async (encrypted: Buffer) => ({
    result: Buffer.from(encrypted.map((byte) => byte ^ 0xff)).toString(),
    shouldReEncrypt: false,
  }),
};

export const Menu = {
  applicationMenu: undefined as unknown,
  buildFromTemplate: (template: readonly object[]): unknown => ({ template }),
  setApplicationMenu(menu: unknown): void {
    Menu.applicationMenu = menu;
  },
};

interface FakeMenuItem {
  readonly label?: string;
  readonly type?: string;
  readonly enabled?: boolean;
  readonly checked?: boolean;
  readonly click?: () => void;
  readonly submenu?: readonly FakeMenuItem[];
}

/** A click on the entry with this label, in whatever submenu it is. */
export function clickMenu(menu: unknown, label: string): void {
  const item = menuItems(menu).find((entry) => entry.label === label);
  if (item?.click === undefined || item.enabled === false) throw new Error(`Nothing to click is named ${label}.`);
  item.click();
}

/** All entries of a menu, with those of its submenus. */
export function menuItems(menu: unknown): readonly FakeMenuItem[] {
  const flat = (items: readonly FakeMenuItem[]): readonly FakeMenuItem[] =>
    items.flatMap((item) => [item, ...flat(item.submenu ?? [])]);
  return flat((menu as { readonly template?: readonly FakeMenuItem[] } | undefined)?.template ?? []);
}

interface FakeImage {
  readonly path: string;
  readonly addRepresentation: (options: { readonly scaleFactor?: number; readonly dataURL?: string }) => void;
  readonly toDataURL: () => string;
  readonly representations: number[];
}

export const nativeImage = {
  createFromPath: (path: string): FakeImage => {
    const representations = [1];
    return {
      path,
      representations,
      addRepresentation: ({ scaleFactor = 1 }) => void representations.push(scaleFactor),
      toDataURL: () => `data:image/png;path=${path}`,
    };
  },
};

export class Tray extends EventEmitter {
  /** False on a desktop without a place for icons. */
  static isPossible = true;
  static readonly shown: Tray[] = [];
  image: FakeImage;
  tooltip = "";
  menu: unknown;

  constructor(image: FakeImage) {
    super();
    requireReady("Tray");
    if (!Tray.isPossible) throw new Error("Failed to create tray");
    this.image = image;
    Tray.shown.push(this);
  }

  setImage(image: FakeImage): void {
    this.image = image;
  }

  setToolTip(text: string): void {
    this.tooltip = text;
  }

  setContextMenu(menu: unknown): void {
    this.menu = menu;
  }

  destroy(): void {
    Tray.shown.splice(Tray.shown.indexOf(this), 1);
  }
}

export class Notification extends EventEmitter {
  static supported = true;
  static readonly isSupported = (): boolean => Notification.supported;
  static readonly shown: Notification[] = [];
  readonly options: { readonly title: string; readonly body: string; readonly silent?: boolean };

  constructor(options: Notification["options"]) {
    super();
    this.options = options;
  }

  show(): void {
    Notification.shown.push(this);
  }
}

interface MessageBox {
  readonly message: string;
  readonly detail?: string;
  readonly buttons: readonly string[];
}

export const dialog = {
  asked: [] as MessageBox[],
  /** The labels that the person clicks, one for each dialog; a dialog beyond them stays open. */
  answers: [] as string[],
  showMessageBox: async (box: MessageBox): Promise<{ readonly response: number }> => {
    requireReady("dialog");
    dialog.asked.push(box);
    const answer = dialog.answers.shift();
    if (answer === undefined) return new Promise(() => undefined);
    const response = box.buttons.indexOf(answer);
    if (response === -1) throw new Error(`The dialog has no button ${answer}.`);
    return { response };
  },
};

export const clipboard = {
  text: "",
  writeText: async (text: string): Promise<void> => {
    clipboard.text = text;
  },
};

export const shell = {
  opened: [] as string[],
  openPath: async (path: string): Promise<string> => {
    shell.opened.push(path);
    return "";
  },
};

export const nativeTheme = { shouldUseDarkColors: false };

export const powerSaveBlocker = {
  active: new Map<number, string>(),
  start(type: string): number {
    const id = powerSaveBlocker.active.size + 1;
    powerSaveBlocker.active.set(id, type);
    return id;
  },
  stop: (id: number): boolean => powerSaveBlocker.active.delete(id),
};

export class BrowserWindow extends EventEmitter {
  static readonly opened: BrowserWindow[] = [];
  static readonly getAllWindows = (): readonly BrowserWindow[] => BrowserWindow.opened;
  readonly webContents = new FakeWebContents();
  readonly options: BrowserWindowConstructorOptions;
  readonly loaded: string[] = [];
  reloads = 0;
  minimized = false;
  focused = false;
  visible: boolean;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    requireReady("BrowserWindow");
    this.options = options;
    app.emit("web-contents-created", {}, this.webContents);
    this.visible = options.show ?? true;
    BrowserWindow.opened.push(this);
  }

  show(): void {
    this.visible = true;
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  isFocused(): boolean {
    return this.focused;
  }

  isDestroyed(): boolean {
    return this.webContents.isDestroyed();
  }

  destroy(): void {
    BrowserWindow.opened.splice(BrowserWindow.opened.indexOf(this), 1);
    this.webContents.destroy();
    this.emit("closed");
  }

  restore(): void {
    this.minimized = false;
  }

  focus(): void {
    this.focused = true;
  }

  reload(): void {
    this.reloads += 1;
  }

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
  }
}

/** Forgets what an earlier test has registered. */
export function resetElectron(): void {
  ipcMain.reset();
  ipcRenderer.removeAllListeners();
  ipcRenderer.page = undefined;
  contextBridge.exposed.clear();
  app.removeAllListeners();
  app.protocolsTaken.length = 0;
  safeStorage.backend = "gnome_libsecret";
  Object.assign(app, { lockIsFree: true, isPackaged: false, isReady: false, sandboxed: false, quits: 0 });
  protocol.privileged.length = 0;
  session.current = undefined;
  Menu.applicationMenu = undefined;
  Object.assign(app, { locale: "en-US", loginItem: { openAtLogin: false, args: [] } });
  for (const list of [app.relaunches, app.exits, Tray.shown, Notification.shown, dialog.asked, dialog.answers]) {
    list.length = 0;
  }
  shell.opened.length = 0;
  clipboard.text = "";
  Tray.isPossible = true;
  Notification.supported = true;
  powerSaveBlocker.active.clear();
  BrowserWindow.opened.length = 0;
}
