/** Lint: no `any`, promises are handled, imports point down. */
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

/** What each folder may not import: the floors of the UI, lowest first. */
const UP = {
  expr: ["api", "model", "parts", "i18n", "theme", "widgets", "runtime", "dashboard", "designer", "app"],
  model: ["parts", "i18n", "widgets", "runtime", "dashboard", "designer", "app"],
  api: ["parts", "theme", "widgets", "runtime", "dashboard", "designer", "app"],
  theme: ["api", "parts", "widgets", "runtime", "dashboard", "designer", "app"],
  parts: ["widgets", "runtime", "dashboard", "designer", "app"],
  widgets: ["runtime", "dashboard", "designer", "app"],
  runtime: ["dashboard", "designer", "app"],
  dashboard: ["designer", "app"],
  designer: ["app"],
};
const REACT = ["react", "react-dom", "react-dom/*", "react/*", "antd", "antd/*", "react-router", "react-i18next", "@ant-design/*", "@tanstack/*"];
const NO_REACT = new Set(["expr", "model"]);

const floors = Object.entries(UP).map(([folder, upper]) => ({
  files: [`src/${folder}/**/*.{ts,tsx}`],
  rules: {
    "no-restricted-imports": ["error", {
      patterns: [
        { group: upper.flatMap((name) => [`@/${name}`, `@/${name}/*`, `../${name}/*`, `../../${name}/*`]), message: `${folder} lies below: imports point down.` },
        ...(NO_REACT.has(folder) ? [{ group: REACT, message: `${folder} is plain TypeScript, without React.` }] : []),
      ],
    }],
  },
}));

export default tseslint.config(
  { ignores: ["node_modules", "../static", "src/generated"] },
  ...tseslint.configs.strict,
  {
    files: ["src/**/*.{ts,tsx}"],
    languageOptions: { globals: globals.browser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "react-hooks": reactHooks },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-console": "error",
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  ...floors,
  { files: ["src/**/*.test.{ts,tsx}"], rules: { "max-lines": "off" } },
  { files: ["scripts/**/*.mjs"], languageOptions: { globals: globals.node } },
);
