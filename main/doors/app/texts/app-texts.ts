/** What Electron would name in English, whatever the language is. */
export type NamedRole =
  | "fileMenu"
  | "editMenu"
  | "windowMenu"
  | "undo"
  | "redo"
  | "cut"
  | "copy"
  | "paste"
  | "delete"
  | "selectAll"
  | "minimize"
  | "zoom"
  | "close"
  | "front"
  | "resetZoom"
  | "zoomIn"
  | "zoomOut"
  | "togglefullscreen"
  | "about"
  | "services"
  | "hide"
  | "hideOthers"
  | "unhide";

/** Every word that the app shows outside of its page: in the tray, the menu, dialogs and notifications. */
export interface AppTexts {
  /** Entries of the menu that the system carries out. */
  readonly roles: Readonly<Record<NamedRole, string>>;
  readonly view: string;
  readonly help: string;
  /** The menu about watching. */
  readonly watch: string;
  readonly open: string;
  readonly quit: string;
  readonly openLogFolder: string;
  readonly backgroundWatch: string;
  readonly startAtLogin: string;
  readonly startWatch: string;
  readonly pauseWatch: string;
  readonly resumeWatch: string;
  /** States of the watch, as the tray names them. */
  readonly watchStates: {
    readonly off: string;
    readonly watching: string;
    readonly paused: string;
    readonly failed: string;
  };
  /** Behind a choice that the organisation has made. */
  readonly fixedByOrganisation: (choice: string) => string;
  readonly dropTitle: string;
  readonly dropUnexplained: string;
  readonly watchFailedTitle: string;
  readonly crashTitle: string;
  readonly crashText: string;
  readonly crashAgainText: string;
  readonly restart: string;
  readonly copyDetails: string;
  readonly close: string;
  readonly pageCrashTitle: string;
  readonly pageCrashText: string;
  readonly reloadPage: string;
  readonly updateCheck: string;
  readonly updateFoundTitle: string;
  readonly updateFound: (version: string) => string;
  readonly updateReady: (version: string) => string;
  readonly updateNone: string;
  readonly updateFailed: string;
  readonly save: string;
}
