import type { checkTexts as english } from "../en/check.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number } = createWording("ja");

const serverError = "サーバーのアドレスではありません。";
const portError = "ポートは1～65535の整数で入力してください。";

export const checkTexts: Translatable<typeof english> = {
  start: {
    title: "VPNが切断されるのはなぜ？",
    lead: "Tunnel Doctorは、VPNゲートウェイまでの経路をテストし、このコンピューターのVPNのログを読み取ります。そして、何が問題で、誰が直せるのかをお知らせします。",
    gateway: "VPNゲートウェイ",
    gatewayHint: "VPNの設定にあるサーバーアドレス（例：vpn.example.com）。",
    gatewayFrom: (profile, type) => `VPNプロファイル「${profile}」（${type}）から取得しました。`,
    gatewayMissing: "先に、VPNゲートウェイのアドレスを入力してください。",
    gatewayInvalid: `${serverError}例：vpn.example.com、203.0.113.10。`,
    whichVpn: "どのVPNですか？",
    otherGateway: "別のゲートウェイ",
    searching: "このコンピューターのVPNプロファイルを探しています…",
    noProfiles:
      "このコンピューターにVPNプロファイルが見つかりません。ゲートウェイのアドレスを入力するか、下の練習用ネットワークをお試しください。",
    unreadable: (count) => `VPNの設定がある${number(count)}か所を読み取れませんでした`,
    button: "VPNを診断",
    promise: "1分もかかりません。管理者権限は不要です。何も変更しません。",
    options: "オプション",
    helpers: {
      title: "さらに詳しく調べるためのサーバー",
      lead: "分からない場合は空のままにしてください。その場合、ゲートウェイ以外には問い合わせません。",
      someInvalid: "オプションに正しくない項目があります。開いて確認してください。",
      stun: {
        label: "STUNサーバー",
        hint: "アドレスとルーターのNATの種類を調べます（例：stun.example.com:3478）。",
        error: `${serverError}例：stun.example.com、stun.example.com:3478。`,
      },
      responder: {
        label: "Tunnel Doctorレスポンダー",
        hint: "ルーターが無通信の接続を覚えている時間と、戻りの経路を測定します。",
        error: `${serverError}例：responder.example.com、203.0.113.10:3478。`,
      },
      dns: {
        label: "別のネームサーバー",
        hint: "比較のため、ゲートウェイの名前をここにも問い合わせます（例：192.0.2.53）。",
        error: "ネームサーバーのIPアドレスではありません。例：192.0.2.53、[2001:db8::53]:53。",
      },
      captiveUrl: {
        label: "サインインページの検出に使うWebページ",
        hint: "204（内容なし）を返すか、下の文字列を含む、組織のページ。",
        error: "Webページではありません。例：http://check.example.com/。",
      },
      captiveText: {
        label: "そのページに含まれる文字列",
        hint: "ページが204を返す場合は空のままにしてください。",
        error: "文字列が長すぎます。200文字以内にしてください。",
      },
      ikePort: {
        label: "ゲートウェイのIKE用UDPポート",
        hint: "ゲートウェイが500以外のポートで応答する場合にだけ入力してください。",
        error: portError,
      },
      natTraversalPort: {
        label: "ゲートウェイのNATトラバーサル用UDPポート",
        hint: "ゲートウェイが4500以外のポートを使う場合にだけ入力してください。",
        error: portError,
      },
      controlPort: {
        label: "ゲートウェイの別のUDPポート",
        hint: "VPNのポートとの比較に使います。通常は空のままにします。",
        error: portError,
      },
    },
    thoroughness: "詳しさ",
    logs: "このコンピューターのVPNのログを読み取る",
    since: "さかのぼる期間",
    sinceChoices: [
      { days: 1, label: "1日" },
      { days: 7, label: "7日間" },
      { days: 30, label: "30日間" },
    ],
    lastResult: (when) => `${when}の結果があります。`,
    showLast: "表示",
  },
  profile: {
    quick: { title: "簡易", about: "ゲートウェイが応答するかと、ログの内容を調べます。" },
    standard: { title: "標準", about: "パケットの大きさとフラグメントも調べます。通常はこれを選びます。" },
    deep: { title: "詳細", about: "サンプルを増やし、まれな損失も調べます。時間がかかります。" },
  },
  practice: {
    title: "練習用ネットワークで試す",
    lead: "Tunnel Doctorは、このコンピューター上で家庭用ルーターとVPNゲートウェイを模擬し、1か所を故障させて、それを突き止めることができます。ネットワークには何も送信しません。",
    fault: "どんな障害を起こしますか？",
    faults: {
      healthy: "障害なし",
      "path-mtu": "経路が通常より小さいパケットしか運べず、それを通知する",
      "mtu-black-hole": "経路が通常より小さいパケットしか運べず、大きいパケットを通知なく破棄する",
      "fragments-dropped": "ルーターがフラグメント化したパケットを破棄する",
      "udp-500-blocked": "ルーターがUDPポート500へのパケットを破棄する",
      "udp-4500-blocked": "ルーターがUDPポート4500へのパケットを破棄する",
      "gateway-silent": "ゲートウェイがVPNのポートで応答しない",
      "ikev1-only": "ゲートウェイがIKEv1だけに対応している",
      dpi: "ネットワークがパケットの内容を調べ、フローの最初から、または数パケット後からIKEを破棄する",
      "esp-blocked": "UDPポート4500のフローが暗号化データを運ぶと、ネットワークがすぐに閉じる",
      "nat-timeout": "ルーターが無通信の接続を早く忘れすぎる",
      loss: "両方向で一部のパケットが失われる",
    },
    value: {
      bytes: "大きさ（バイト）",
      packets: "パケット数",
      seconds: "秒数",
      percent: "割合（%）",
    },
    valueInvalid: "0以上の数値を入力してください。",
    button: "練習用ネットワークを診断",
    banner: "練習用ネットワーク：この結果は模擬ルーターのもので、お使いのVPNのものではありません。",
  },
  running: {
    title: "VPNを診断しています",
    titlePractice: "練習用ネットワークを診断しています",
    gateway: (gateway) => `ゲートウェイ${gateway}`,
    progress: "診断の進行状況",
    count: (done, total) => `${number(total)}ステップ中${number(done)}ステップ`,
    elapsed: (time) => `経過時間${time}`,
    preparing: "準備しています…",
    cancel: "診断を中止",
    cancelling: "中止しています…",
    steps: "ステップ",
    announceStarted: "診断を開始しました。",
    announce: (done, total, title) => `${number(total)}件中${number(done)}件が完了。実行中：${title}。`,
  },
  step: {
    waiting: "待機中",
    running: "実行中",
    done: "完了",
    failed: "実行不可",
    skipped: "省略",
    cancelled: "中止",
  },
  failed: {
    title: "診断を実行できませんでした",
    retry: "再試行",
    back: "戻る",
    stoppedTitle: "診断を中止しました",
  },
};
