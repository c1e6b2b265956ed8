import type { Texts } from "./en.ts";
import { aboutTexts } from "./ja/about.ts";
import { captureTexts } from "./ja/capture.ts";
import { checkTexts } from "./ja/check.ts";
import { compareTexts } from "./ja/compare.ts";
import { eventsTexts } from "./ja/events.ts";
import { fleetTexts } from "./ja/fleet.ts";
import { logsTexts } from "./ja/logs.ts";
import { measuringTexts } from "./ja/measurements.ts";
import { reportTexts } from "./ja/report.ts";
import { settingsTexts } from "./ja/settings.ts";
import { shareTexts } from "./ja/share.ts";
import { timelineTexts } from "./ja/timeline.ts";

/** Japanese. */
export const ja: Texts = {
  app: {
    name: "Tunnel Doctor",
    skip: "本文へ移動",
    navigation: "画面",
    programPages: "プログラム",
    places: {
      check: "診断",
      timeline: "タイムライン",
      measurements: "測定値",
      logs: "ログ",
      captures: "キャプチャ",
      compare: "比較",
      share: "共有",
      fleet: "フリート",
      settings: "設定",
      about: "情報",
    },
    starting: "起動しています…",
    notStarted: "Tunnel Doctorが応答しません",
    reload: "再試行",
    footer: (version) => `Tunnel Doctor ${version} · 共有しない限り、何もこのコンピューターの外へ出ません。`,
  },
  about: aboutTexts,
  settings: settingsTexts,
  events: eventsTexts,
  logs: logsTexts,
  captures: captureTexts,
  compare: compareTexts,
  share: shareTexts,
  fleet: fleetTexts,
  timeline: timelineTexts,
  measuring: measuringTexts,
  connection: {
    cancelled: "診断は、表示できる結果が出る前に中止されました。",
    unreachable: "Tunnel Doctorへの接続が失われました。まだ実行中か確認してから、再試行してください。",
  },
  ...checkTexts,
  ...reportTexts,
  copy: { label: "コピー", done: "コピーしました", failed: "選択して手動でコピーしてください" },
  chooseFile: { label: "選択…", what: (field: string) => `：${field}` },
  tunnelType: {
    "l2tp-ipsec": "L2TP/IPsec",
    ikev1: "IKEv1",
    ikev2: "IKEv2",
    wireguard: "WireGuard",
    openvpn: "OpenVPN",
    pptp: "PPTP",
    unknown: "VPN",
  },
};
