/** Starts the page. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/App";
import { report } from "@/app/report";
import { startI18n } from "@/i18n";
import "@/theme/base.css";
import { applyCssVariables } from "@/theme/tokens";

applyCssVariables(document.documentElement);
await startI18n();

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root, { onCaughtError: report }).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
