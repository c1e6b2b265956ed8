import { createWording } from "../wording.ts";

const { plural } = createWording("en");

/** The words of the page About, and of the screen that greets at the first start. */
export const aboutTexts = {
  title: "About Tunnel Doctor",
  version: (version: string) => `Version ${version}`,
  lead: "It finds out why your VPN keeps dropping, proves it with measurements, and says who must change what.",
  never: "What is never sent",
  neverList: [
    "No result, log line, name or address leaves this computer unless you share it yourself.",
    "There is no account, no telemetry, no advertising, and no report of crashes to anybody.",
    "Passwords and keys are never kept and never written into a file that is shared.",
    "The page loads nothing from the Internet.",
  ],
  sent: "What a check sends",
  sentList: [
    "Test packets to your VPN gateway: fewer than 200, besides the measurement of idle connections.",
    "A question for the gateway’s address to the name servers of this computer.",
    "Test packets to a server that you or your organisation named, and to no other.",
  ],
  data: "What is kept on this computer",
  dataAt: (folder: string) => `In ${folder}, which only you can read:`,
  dataList: [
    "your settings and the last result",
    "what the watch saw of the network, for as long as the settings say",
    "the key that signs your bundles, and a helpdesk’s key where one was made",
    "the list of bundles, where you look after a fleet",
  ],
  remove: "How to remove it",
  removeList: [
    "Remove the program as you remove any other.",
    "Delete the folder above. Nothing else is left: it changes no setting of the system.",
  ],
  folderLabel: "the path of the folder",
  licences: "Licences",
  own: "Tunnel Doctor is free software under the MIT licence.",
  others: (count: number) =>
    plural(count, {
      one: "It contains {n} package of other people:",
      other: "It contains {n} packages of other people:",
    }),
  licenceColumns: ["Package", "Version", "Licence"],
  loading: "Looking it up…",

  welcome: {
    title: "Welcome to Tunnel Doctor",
    lead: "It finds out why your VPN keeps dropping, and who can fix it.",
    points: [
      {
        title: "What it does",
        about: "It tests the way from this computer to your VPN gateway. That takes less than a minute.",
      },
      {
        title: "What it reads",
        about:
          "The VPN logs and the VPN settings of this computer, as far as your user may read them. It changes nothing.",
      },
      {
        title: "What leaves this computer",
        about:
          "Only test packets to your gateway. Results stay here until you share them, and you see every file before.",
      },
    ],
    start: "Start",
    practice: "There is a practice network to try it on, at the bottom of the first page.",
  },
} as const;
