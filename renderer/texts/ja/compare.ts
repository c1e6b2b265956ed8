import type { compareTexts as english } from "../en/compare.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number } = createWording("ja");

export const compareTexts: Translatable<typeof english> = {
  title: "このネットワークが原因ですか？",
  lead: "VPNが切断される場所で一度、次に別の場所（スマートフォンのテザリングなど）で一度、診断してください。違いから原因の場所が分かります。対処の効果も確認できます。",
  gateway: "VPNゲートウェイ",
  sides: {
    before: {
      title: "1回目：切断される場所",
      about: "VPNが切断されるネットワークに接続したままにしてください。",
      button: "ここで診断",
    },
    after: {
      title: "2回目：別のネットワーク、または対処の後",
      about:
        "先に、このコンピューターを別のネットワーク（スマートフォンのテザリングなど）に接続するか、改善しそうな点を変更してください。",
      button: "もう一度診断",
    },
  },
  useLast: (when) => `${when}の診断を使う`,
  stop: "診断を中止",
  steps: (ended, all) => `${number(all)}ステップ中${number(ended)}ステップ`,
  done: (when) => `${when}に診断しました。`,
  redo: "破棄",
  comparing: "比較しています…",
  files: "代わりに2つのファイルを比較",
  filesAbout: "レポート、バンドル、ログ、またはログのフォルダー。このコンピューターでのフルパスを入力してください。",
  fileBefore: "1つ目のファイル",
  fileAfter: "2つ目のファイル",
  compareFiles: "ファイルを比較",
  fileMissing: "両方のファイルのパスを入力してください。",
  result: "比較の結果",
  cautions: "注意点",
  findings: "検出事項",
  noFindings: "どちらの診断でも障害は見つかりませんでした。",
  findingColumns: ["検出事項", "変化"],
  measurements: "測定値",
  measurementColumns: ["項目", "1回目", "2回目", "違い"],
  onlyDifferent: (count) => `違いのない${number(count)}件も表示`,
  noDifference: "測定値に違いはありません。",
  drops: "切断",
  nothing: "–",
  sameNetwork: {
    yes: "どちらも同じネットワークで実行されました。",
    no: "2つの異なるネットワークで実行されました。",
    unknown: "同じネットワークで実行されたかどうかは不明です。",
  },
  findingChanges: {
    gone: "解消",
    new: "新規",
    unchanged: "変化なし",
    surer: "確度が上昇",
    "less-sure": "確度が低下",
  },
  measurementChanges: {
    same: "同じ",
    "within-bounds": "判別できる差なし",
    changed: "違いあり",
    "not-comparable": "片方でのみ判明",
  },
};
