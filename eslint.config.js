import { purityRules } from "./build/lint/purity.js";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const pureRooms =
  "main/{model,logs,network,probes,capture,diagnosis,language,bundle,request,fleet,responder,checkup,watch,practice,api}/**/*.ts";

export default tseslint.config(
  { ignores: ["out/**", "node_modules/**", "test/planted/**", "test-results/**", "**/*.cjs"] },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // A port is a record of functions; `async` there means "may take time", also in an implementation that does not.
      "@typescript-eslint/require-await": "off",
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true, named: true } }],
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  { files: [pureRooms], rules: purityRules },
  {
    files: ["renderer/**/*.{ts,tsx}"],
    extends: [reactHooks.configs.flat["recommended-latest"]],
    // It warns of what the React Compiler would skip, and that compiler is not used here.
    rules: { "react-hooks/incompatible-library": "off" },
  },
  {
    // Tools want their configuration as a default export.
    files: ["build/{vite,vitest,playwright}*.ts"],
    rules: { "no-restricted-exports": "off" },
  },
  {
    files: ["build/**/*.ts", "test/{lab,bench,evaluate,fleet,package,windows}/**/*.ts"],
    rules: { "no-console": "off" },
  },
  {
    // Tables are long by nature: rows with their samples.
    files: ["main/logs/formats/*.ts", "main/diagnosis/fixes/*.ts"],
    rules: { "max-lines": "off" },
  },
  { files: ["**/*.js"], extends: [tseslint.configs.disableTypeChecked] },
);
