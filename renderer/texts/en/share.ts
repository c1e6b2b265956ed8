import type { CallOutput } from "../../../main/api/contract.ts";
import { createWording } from "../wording.ts";

type Standing = Exclude<CallOutput<"request.open">["signer"]["standing"], "known">;

const { number, plural, list } = createWording("en");

const standing: Readonly<Record<Standing, (from: string) => string>> = {
  unknown: (from) => `This computer does not know “${from}” yet.`,
  "name-of-another": (from) =>
    `“${from}” is a name that this computer knows with another key. Somebody may be using the name of your helpdesk.`,
};

/** The words of the Share place and of the dialog that shares a result. */
export const shareTexts = {
  pageTitle: "Get the evidence to those who can act",
  pageLead: "A helpdesk asks for a check, you decide, and one sealed file goes back. No server in between, no account.",
  tabs: { label: "Sides", answer: "Answer a request", ask: "Ask for a check", open: "Open bundles" },

  title: "Share this result",
  lead: "This makes one file for your helpdesk or VPN administrator. It is saved on this computer; you decide who gets it.",
  loading: "Putting together what the file would hold…",
  files: (count: number, size: string) =>
    plural(count, { one: `{n} file, ${size} before packing`, other: `{n} files, ${size} before packing` }),
  file: "File",
  size: "Size",
  about: "What it is",
  counted: (counts: readonly { readonly kind: string; readonly count: number }[]) =>
    list(counts.map(({ kind, count }) => `${kind} (${number(count)})`)),
  removed: "Taken out:",
  removedNothing: "No password, key or other secret was seen in it.",
  replaced: "Replaced by pseudonyms:",
  replacedNothing: "no name and no address was seen in it.",
  mind: "Mind that",
  capture: {
    title: "Add a packet capture",
    about:
      "A capture shows what no log does. Only the headers of its packets go into the file, with pseudonyms for their addresses; nothing that the packets carry.",
    path: "Path of the capture on this computer",
    add: "Add it",
    remove: "Leave it out",
    agree: "I agree that the file shows with which addresses this computer spoke, when, and in packets of which size.",
    notAgreed: "Tick that you agree to the packet capture, or leave it out.",
    consentHow: "ticked by itself below the preview",
  },
  parts: "What the file holds besides the report",
  names: "Names and addresses",
  pseudonyms: "Replace them by pseudonyms (recommended)",
  pseudonymsAbout:
    "The same name is always the same pseudonym, so the helpdesk can follow it without knowing it. Passwords and keys are taken out in any case.",
  text: {
    show: ": show its text",
    hint: "Press a file’s name to read it exactly as it would leave.",
    region: (path: string) => `The file ${path}`,
    content: (path: string) => `Text of ${path}`,
    loading: "Reading the file…",
    close: "Close the file",
    lines: (first: number, last: number, all: number) => `Lines ${number(first)} to ${number(last)} of ${number(all)}`,
    earlier: "Earlier lines",
    later: "Later lines",
  },
  sealing: {
    legend: "Who can open the file?",
    kinds: {
      anybody: { title: "Everybody who gets it", about: "It is not sealed. Hand it over in a way that you trust." },
      recipients: {
        title: "Only holders of certain keys",
        about: "Your helpdesk tells you its public key (age1…). Nobody else can open the file, not even you.",
      },
      passphrase: {
        title: "Everybody who knows a passphrase",
        about: "Tell it in another way than you send the file.",
      },
    },
    recipients: "Public keys, one a line",
    recipientsMissing: "Paste at least one public key.",
    recipientWrong: (start: string) => `“${start}” is no public key; one starts with age1.`,
    passphrase: "Passphrase",
    passphraseShort: (least: number) => `Use at least ${number(least)} characters; several words are easiest.`,
  },
  consentHow: "saw the preview and pressed “Create the file”",
  create: "Create the file",
  creating: "Creating…",
  created: (name: string, size: string) => `Created ${name} (${size}).`,
  createdHint: "Your browser or the save dialog put it where downloads go.",
  saveAgain: "Save it again",
  close: "Close",
  retry: "Try again",

  answer: {
    lead: "Your helpdesk sent you a file, a link, or a text with a link. Open it here to see what is asked for. Nothing happens before you agree.",
    choose: "Choose the request’s file",
    chooseHint: "Or drop it here. Its name ends in .tdrequest.",
    paste: "Or paste the link, or the whole message",
    pasteHint: "It starts with tunnel-doctor://",
    open: "Show what is asked for",
    opening: "Checking the request…",
    notARequest: "This is no request of Tunnel Doctor.",
    asks: (from: string) => `${from} asks for a check of your VPN`,
    facts: {
      from: "From",
      caseId: "Case",
      reason: "Reason",
      gateway: "VPN gateway",
      profile: "Check",
      logs: "VPN logs",
      stun: "STUN server",
      responder: "Responder",
      upload: "Upload to",
      until: "Valid until",
    },
    nothing: "none given",
    isKnown: (from: string, fingerprint: string) => `${from}, whom this computer knows (${fingerprint})`,
    noUpload: "nowhere; you hand over the file yourself",
    profile: (title: string, about: string) => `${title}. ${about}`,
    asProfiles: "that of the VPN profiles on this computer",
    days: (days: number) => plural(days, { one: "of the last {n} day", other: "of the last {n} days" }),
    whatHappens: "What happens when you agree",
    promises: (uploadHost: string | undefined): readonly string[] => [
      "The check runs, and you can stop it at any time. It changes nothing.",
      "You see every file of the result, and can drop parts of it.",
      "Names and addresses become pseudonyms, secrets are taken out, and the file is sealed: only the helpdesk can open it.",
      uploadHost === undefined
        ? "The file is saved on this computer. You send it."
        : `The file is saved on this computer. It is sent to ${uploadHost} only if you agree once more.`,
    ],
    change: "Change something about it",
    gateway: "VPN gateway to check",
    gatewayHint: "Leave it empty to check the VPN profiles of this computer.",
    standing,
    compare: "Ask your helpdesk, by phone for example, for the fingerprint of its key. It must be this one:",
    trust: (from: string) => `The fingerprint is right; trust ${from} from now on`,
    trustMissing: "Compare the fingerprint first, and tick that it is right.",
    agree: "Agree and run the check",
    again: "Run the check again",
    decline: "Decline",
    stopped: "The check was stopped. Nothing was sealed, and nothing has left this computer.",
    running: (from: string) => `Checking for ${from}`,
    runningAbout:
      "While it runs, only its test packets leave this computer: to the gateway, and to servers that the request names.",
    passedOver: "Another request arrived. Open it again when this check has ended.",
    done: "The check is done",
    doneLead: (from: string) =>
      `Look at what ${from} would get, and drop what you want to keep to yourself. Then seal it.`,
    showResult: (verdict: string) => `The result: ${verdict}`,
    save: "Seal and save the file",
    sealing: "Sealing…",
    saved: (name: string, size: string) => `Sealed and saved: ${name} (${size}).`,
    savedHint: (from: string) => `Only ${from} can open it. Attach it to the ticket, or send it as you like.`,
    other: "Another request",
  },
  upload: {
    title: (host: string) => `Send it to ${host}`,
    about: (host: string) => `The request names ${host} as the place for the sealed file. Nothing has been sent there.`,
    agree: (host: string) => `I agree that the sealed file is sent to ${host}`,
    missing: "Tick that you agree first.",
    send: (host: string) => `Send to ${host}`,
    sending: (host: string) => `Sending to ${host}…`,
    stop: "Stop sending",
    sent: (host: string, attempts: number) =>
      attempts === 1
        ? `Sent to ${host}.`
        : plural(attempts, { one: `Sent to ${host} after {n} try.`, other: `Sent to ${host} after {n} tries.` }),
  },
  ask: {
    looking: "Looking for the helpdesk’s key…",
    keyLead:
      "To ask people for a check, make a key once. Requests are signed with it, and only it opens what comes back.",
    name: "Name of your helpdesk",
    nameHint: "The people whom you ask see this name.",
    nameMissing: "Type the name that people shall see.",
    keyAbout: "The key stays in a file on this computer that only you can read. Keep a copy in a safe place.",
    makeKey: "Make the key",
    lead: "Say what you want to know. The person sees all of it and decides. Every field may stay as it is.",
    fields: {
      caseId: { label: "Case", hint: "Your own number of the case, for example INC-1234." },
      reason: { label: "Reason", hint: "One sentence for the person whom you ask." },
      gateway: { label: "VPN gateway", hint: "Empty: the gateway of the VPN profiles on that computer." },
      uploadUrl: {
        label: "Upload address",
        hint: "An https:// address that takes a PUT, such as a presigned one. The person must agree to it.",
      },
      moreRecipients: {
        label: "Who may open it besides you",
        hint: "Public keys (age1…) of colleagues, separated by spaces or commas.",
      },
      stun: { label: "STUN server", hint: "Tells the public address and the kind of the router’s NAT." },
      responder: { label: "Tunnel Doctor responder", hint: "Measures how long the router remembers idle connections." },
    },
    errors: { uploadUrl: "An upload address starts with https://." },
    since: "VPN logs of",
    sinceChoices: [
      { days: 1, label: "the last day" },
      { days: 7, label: "the last 7 days" },
      { days: 30, label: "the last 30 days" },
    ],
    valid: "Valid for",
    validChoices: [
      { days: 1, label: "one day" },
      { days: 7, label: "7 days" },
      { days: 30, label: "30 days" },
      { days: 90, label: "90 days" },
    ],
    more: "Upload address, colleagues, servers",
    salt: "Make pseudonyms comparable between the bundles that you get",
    create: "Make the request",
    yourKey: (name: string) => `Your key: ${name}`,
    keyFacts: { fingerprint: "Fingerprint", recipient: "Public key", path: "File" },
    tellFingerprint: "People compare the fingerprint before they trust your first request: publish it where they look.",
    created: {
      title: (caseId: string | undefined) =>
        caseId === undefined ? "The request is made" : `The request for ${caseId} is made`,
      about: (until: string) =>
        `It is valid until ${until}. Send it in the way that suits; one of the three is enough.`,
      file: "As a file",
      fileAbout: "To attach to a ticket or a message.",
      save: (name: string) => `Save ${name}`,
      ticket: "As a text for the ticket",
      ticketAbout: "It says what to do, and holds the link.",
      copyTicket: "Copy the text",
      link: "As a link",
      linkAbout: "It opens Tunnel Doctor where that is installed.",
      copyLink: "Copy the link",
      noLink: "This request is too long for a link; send the file.",
      region: (title: string) => `${title}, to read`,
      fingerprint: "Tell people the fingerprint in another way:",
      another: "Another request",
      change: "Change this one",
    },
  },
  open: {
    lead: "Open what came back. It is checked against its signature and its list of files, and shown as the person saw it.",
    choose: "Choose bundles",
    chooseHint: "Or drop them here: one or several, sealed (.age) or not.",
    keys: "Other keys, a passphrase, or a path",
    identity: "File with your secret key",
    identityHint: "Its full path. Empty: the helpdesk’s key of this computer. It takes identity files of age, too.",
    passphrase: "Passphrase of the bundle",
    path: "Path of a bundle on this computer",
    pathHint: "A bundle that was opened by its path can get notes, which are kept beside it.",
    openPath: "Open this bundle",
    tooLarge: (name: string) => `${name} is larger than 128 MB.`,
    opening: (names: readonly string[]) => `Opening ${list(names)}…`,
    failed: (name: string, message: string) => `${name}: ${message}`,
    caseTitle: (requestId: string | undefined, count: number) =>
      requestId === undefined
        ? plural(count, { one: "Not asked for: {n} bundle", other: "Not asked for: {n} bundles" })
        : plural(count, { one: `Request ${requestId}: {n} bundle`, other: `Request ${requestId}: {n} bundles` }),
    columns: ["Bundle", "Made", "Result", "Signature"],
    signed: "signed",
    unsigned: "not signed",
    remove: "Put it away",
    intact: "Nothing was changed after it was made and signed.",
    signedBy: "Signed by the installation",
    notSigned: "It is not signed: its files fit together, but anybody may have made it.",
    details: "About this bundle",
    facts: {
      made: "Made",
      tool: "Tunnel Doctor",
      request: "Answers request",
      sealed: "Was sealed",
      consent: "Consent",
      names: "Names",
      events: "Events",
    },
    yes: "yes",
    no: "no",
    noRequest: "none",
    noConsent: "not recorded",
    consent: (at: string, how: string, leftOut: readonly string[]) =>
      `${at}: ${how}${leftOut.length === 0 ? "" : `; left out: ${list(leftOut)}`}`,
    names: (pseudonyms: boolean, salt: string | undefined) =>
      pseudonyms
        ? salt === "organisation"
          ? "pseudonyms that are comparable between your bundles"
          : "pseudonyms of this bundle only"
        : "as they are",
    events: (total: number, notUnderstood: number) =>
      notUnderstood === 0
        ? plural(total, { one: "{n} event", other: "{n} events" })
        : list([
            plural(total, { one: "{n} event", other: "{n} events" }),
            plural(notUnderstood, {
              one: "{n} line that this version does not know",
              other: "{n} lines that this version does not know",
            }),
          ]),
    files: (count: number) => plural(count, { one: "{n} file", other: "{n} files" }),
    again: (version: string) => `Diagnose again with the rules of ${version}`,
    diagnosedAgain: (version: string) => `Diagnosed again with the rules of ${version}, from the same observations.`,
  },
  notes: {
    title: "Notes",
    label: "Add a note",
    add: "Add the note",
    missing: "Type the note first.",
    needsPath: "To add notes, open the bundle by its path: they are kept in a file beside it.",
  },
  comparison: {
    title: "Compare two of them",
    entry: (name: string, made: string) => `${name}, ${made}`,
    first: "First bundle",
    second: "Second bundle",
    compare: "Compare them",
  },
} as const;
