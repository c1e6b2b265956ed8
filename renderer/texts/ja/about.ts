import type { aboutTexts as english } from "../en/about.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number } = createWording("ja");

export const aboutTexts: Translatable<typeof english> = {
  title: "Tunnel Doctorについて",
  version: (version) => `バージョン${version}`,
  lead: "VPNが切断される理由を突き止め、測定で証明し、誰が何を変更すべきかを示します。",
  never: "決して送信されないもの",
  neverList: [
    "結果、ログの行、名前、アドレスは、ご自身で共有しない限り、このコンピューターの外へ出ません。",
    "アカウント、テレメトリー、広告はありません。クラッシュの報告がどこかへ送られることもありません。",
    "パスワードと鍵は保存されず、共有するファイルにも書き込まれません。",
    "ページはインターネットから何も読み込みません。",
  ],
  sent: "診断で送信されるもの",
  sentList: [
    "VPNゲートウェイへのテストパケット：無通信の接続の測定を除き、200個未満。",
    "このコンピューターのネームサーバーへの、ゲートウェイのアドレスの問い合わせ。",
    "ご自身または組織が指定したサーバーへのテストパケット。それ以外のサーバーへは送信しません。",
  ],
  data: "このコンピューターに保存されるもの",
  dataAt: (folder) => `${folder}（ご自身だけが読めます）に、次のものが保存されます：`,
  dataList: [
    "設定と最後の結果",
    "監視で記録したネットワークの状態（設定された期間）",
    "バンドルに署名する鍵と、作成した場合はヘルプデスクの鍵",
    "フリートを管理している場合は、バンドルの一覧",
  ],
  remove: "削除する方法",
  removeList: [
    "ほかのプログラムと同じ方法でプログラムを削除してください。",
    "上のフォルダーを削除してください。ほかに残るものはありません。システムの設定は変更されません。",
  ],
  folderLabel: "フォルダーのパス",
  licences: "ライセンス",
  own: "Tunnel DoctorはMITライセンスの自由ソフトウェアです。",
  others: (count) => `他者による${number(count)}個のパッケージを含みます：`,
  licenceColumns: ["パッケージ", "バージョン", "ライセンス"],
  loading: "調べています…",

  welcome: {
    title: "Tunnel Doctorへようこそ",
    lead: "VPNが切断される理由と、それを直せる人を突き止めます。",
    points: [
      {
        title: "すること",
        about: "このコンピューターからVPNゲートウェイまでの経路をテストします。1分もかかりません。",
      },
      {
        title: "読み取るもの",
        about:
          "お使いのユーザーが読める範囲で、このコンピューターのVPNのログとVPNの設定を読み取ります。何も変更しません。",
      },
      {
        title: "このコンピューターの外へ出るもの",
        about:
          "ゲートウェイへのテストパケットだけです。結果は共有するまでここに残り、共有前にすべてのファイルを確認できます。",
      },
    ],
    start: "始める",
    practice: "最初のページの下に、試しに使える練習用ネットワークがあります。",
  },
};
