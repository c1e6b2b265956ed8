import type { captureTexts as english } from "../en/capture.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number } = createWording("ja");

/** With a comma: what `Intl` writes in short lists is a blank. */
const list = (parts: readonly string[]): string => parts.join("、");

export const captureTexts: Translatable<typeof english> = {
  title: "パケットキャプチャから分かること",
  lead: "VPNのキャプチャ（pcapまたはpcapng）を、メッセージの流れ図として表示します。誰が要求し、誰が応答し、誰が沈黙し、何が問題かが分かります。",
  path: "このコンピューターにあるキャプチャファイル",
  pathHint: "フルパスを入力してください。ここで読み取るだけで、どこにも送信しません。",
  otherPath: "同じ時間のゲートウェイ側のキャプチャ（ある場合）",
  otherHint: "一方の端から送られ、もう一方に届かなかったものも表示されます。",
  pathMissing: "キャプチャのパスを入力してください。",
  read: "キャプチャを読み取る",
  stop: "読み取りを中止",
  reading: "キャプチャを読み取っています…",
  stopped: "読み取りは中止されました。",
  done: (rungs) => `キャプチャを読み取りました。流れ図は${number(rungs)}行です。`,
  summary: (packets, duration) => `${duration}に${number(packets)}個のパケット`,
  hosts: (client, gateway) => `クライアント${client}、ゲートウェイ${gateway}`,
  noVpn: "VPNのパケットがありません。",
  nothingWrong: "キャプチャに切断の原因は見つかりません。",
  tooLittle: "内容が少なすぎて判断できません。",
  findings: "問題点",
  ladder: "何が起きたか",
  ladderLabel: "クライアントとゲートウェイの間のメッセージ（古い順）",
  client: "クライアント",
  gateway: "ゲートウェイ",
  columns: { time: "時刻", message: "メッセージ", detail: "意味" },
  only: "表示",
  onlyAll: "すべて",
  onlyTrouble: "問題のあったものだけ",
  shown: (shown, all) => (shown === all ? `${number(all)}行` : `${number(all)}行中${number(shown)}行`),
  none: "該当する行はありません。",
  toGateway: "クライアントからゲートウェイへ",
  toClient: "ゲートウェイからクライアントへ",
  both: "注記",
  again: (ordinal, tries) => `再送、${number(tries)}回中${number(ordinal)}回目`,
  noAnswer: "応答なし",
  parts: list,
  bytes: (count) => `${number(count)}バイト`,
  refused: "拒否",
  idle: (duration) => `${duration}無通信`,
  after: { answered: "その後応答あり", unanswered: "その後応答なし", "not-seen": "" },
  rekey: {
    "new-keys-used": "新しい鍵と、それを使うパケット",
    "not-used": "新しい鍵が合意されましたが、それを使うパケットがありません",
    "ike-renewed": "IKEの鍵が更新されました",
    refused: "新しい鍵が拒否されました",
    unanswered: "新しい鍵を要求しましたが、応答がありませんでした",
  },
  tooBig: (router, mtu) =>
    `${router}が「パケットが大きすぎる」と知らせています：次のリンクが運べるのは${number(mtu)}バイトです`,
  moved: (before, after) => `パケットの送信元が${before}ではなく${after}になりました`,
  silent: (who, packets) => `${who}が沈黙し、${number(packets)}個のパケットに応答がありません`,
  keepalives: (count, from, interval) =>
    interval === ""
      ? `${from}からのNATキープアライブ${number(count)}個`
      : `${from}からのNATキープアライブ${number(count)}個（${interval}ごと）`,
  data: "データ",
  dataColumns: { flow: "方向", packets: "パケット", missing: "欠落", gap: "最長の間隔" },
  flow: (spi, from, to) => `${from}から${to}へ（ESP ${spi}）`,
  joined: "両端のキャプチャ",
  joinedColumns: { direction: "方向", sent: "送信", arrived: "到着", lost: "損失" },
  direction: { "to-gateway": "クライアントからゲートウェイへ", "to-client": "ゲートウェイからクライアントへ" },
  make: "キャプチャの作成方法",
  makeAbout:
    "コマンドを実行し、問題が起きてから終了してください。アドレスとパケットのヘッダーだけを記録し、トンネルを通る内容は記録しません。ファイルはこのコンピューターに残ります。",
  makeGateway: "VPNゲートウェイ",
  makeOs: "OS",
  show: "コマンドを表示",
  with: (program) => `${program}を使う場合`,
  needs: (rights) => `必要な権限：${rights}。`,
  endsWith: "問題が現れたら：",
  endsCtrlC: "Ctrl-Cで終了します。",
  command: (program) => `${program}のコマンド`,
  start: {
    title: "Tunnel Doctorで実行する",
    agree:
      "このコンピューターがVPNで通信した相手、時刻、パケットの大きさを記録することに同意します（ヘッダーのみ）。ファイルはこのコンピューターに残ります。",
    notAgreed: "先に、同意のチェックボックスをオンにしてください。",
    start: "キャプチャを開始",
    began: "キャプチャを実行しています。",
    running: (duration, size) =>
      `キャプチャ中：${duration}、${size}。問題が起きたら停止してください。この画面から移動しても停止します。`,
    command: "実行するコマンド",
    to: (path) => `出力先：${path}`,
    stop: "キャプチャを停止",
    stopping: "停止しています…",
    ended: "キャプチャを作成しました。",
    made: (path, size, duration) => `${path}：${duration}で${size}。上に読み取り結果を表示しています。`,
    instead: "必要な権限で、上のコマンドをターミナルで実行してください。",
  },
};
