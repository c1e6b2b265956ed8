import type { settingsTexts as english } from "../en/settings.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number } = createWording("ja");

export const settingsTexts: Translatable<typeof english> = {
  title: "設定",
  lead: "設定はこのコンピューターに、ご自身専用として保存されます。変更はすぐに保存されます。",
  kept: "保存しました。",
  loading: "設定を読み込んでいます…",
  locked: "組織によって決められています。",
  policy: (source) => `一部の設定は組織によるものです（${source}）。`,
  policyProblem: (problem) => `組織の設定を使用できませんでした：${problem}`,
  look: "言語と配色",
  language: "言語",
  systemLanguage: "システムに合わせる",
  languageHint: "結果もこの言語で表示されます。ログの行とコマンドは元のままです。",
  theme: "配色",
  themes: {
    system: "システムに合わせる",
    light: "ライト",
    dark: "ダーク",
  },
  checks: "診断",
  profile: "診断の詳しさ",
  logWindow: "VPNのログをさかのぼる期間",
  days: (days) => `${number(days)}日`,
  helpers: "問い合わせてよいサーバー",
  helpersLead:
    "診断が問い合わせるのはVPNゲートウェイだけです。ここでサーバーを指定してスイッチをオンにすると、さらに多くのことが分かります。",
  stun: {
    label: "STUNサーバー",
    hint: "グローバルアドレスがサーバーに伝わります。そのアドレスとルーターのNATの種類が分かります（例：stun.example.com:3478）。",
    use: "すべての診断でこのSTUNサーバーに問い合わせる",
    error: "サーバーのアドレスではありません。例：stun.example.com、stun.example.com:3478。",
  },
  responder: {
    label: "Tunnel Doctorレスポンダー",
    hint: "グローバルアドレスがサーバーに伝わります。ルーターが無通信の接続を覚えている時間を測定します。",
    use: "すべての診断でこのレスポンダーに問い合わせる",
    error: "サーバーのアドレスではありません。例：responder.example.com、203.0.113.10:3478。",
  },
  nameMissing: "先に、サーバーの名前を入力してください。",
  privacy: "保存されるものと外へ出るもの",
  pseudonyms: "共有するものの名前とアドレスを仮名に置き換える",
  pseudonymsHint: "ファイルごとに変更することもできます。パスワードと鍵は常に取り除かれます。",
  history: "監視で記録したネットワークの状態を保存する期間",
  lastResult: "最後の結果",
  lastResultIs: (when) => `${when}の結果は、後で見られるようにこのコンピューターに保存されています。`,
  noLastResult: "このコンピューターに保存された結果はありません。",
  deleteLastResult: "削除",
  deleted: "最後の結果を削除しました。",
};
