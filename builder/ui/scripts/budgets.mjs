/** First-load JavaScript per route, gzipped, against its budget; read off Vite's manifest: `npm run build && npm run budgets`. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const STATIC = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "../../static");
const KB = 1000;

/** Route -> the modules it opens with, beside the entry, and the most they may weigh. */
const ROUTES = [
  { route: "inbox", modules: ["src/runtime/inbox/InboxPage.tsx"], limit: 320 },
  { route: "record list", modules: ["src/runtime/list/ListPage.tsx"], limit: 420 },
  { route: "record", modules: ["src/runtime/record/RecordPage.tsx"], limit: 420 },
  { route: "form", modules: ["src/runtime/form/pages.tsx"], limit: 420 },
  { route: "form designer", modules: ["src/designer/"], limit: 420, first: true },
  { route: "dashboard", modules: ["src/dashboard/"], limit: 480, first: true },
];

const manifest = JSON.parse(readFileSync(join(STATIC, "manifest.json"), "utf8"));
const weights = new Map();

function weigh(file) {
  if (!weights.has(file)) weights.set(file, gzipSync(readFileSync(join(STATIC, file)), { level: 9 }).length);
  return weights.get(file);
}

/** The chunk and everything it imports statically. */
function reach(key, found = new Set()) {
  const chunk = manifest[key];
  if (chunk === undefined || found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const next of chunk.imports ?? []) reach(next, found);
  return found;
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
if (entry === undefined) throw new Error("the manifest has no entry");

/** A folder stands for the page its routes load: every dynamic entry named …Page or …Designer directly below it. */
function keysOf({ modules }) {
  return modules.flatMap((module) => {
    if (!module.endsWith("/")) return manifest[module] === undefined ? [] : [module];
    return Object.keys(manifest).filter((key) => key.startsWith(module) && manifest[key].isDynamicEntry && /Page\.tsx$/.test(key));
  });
}

let failed = false;
for (const route of ROUTES) {
  const keys = keysOf(route);
  if (keys.length === 0) {
    const optional = route.first === true;
    process.stdout.write(`${optional ? "–" : "✗"} ${route.route}: no page of that name in the build\n`);
    failed ||= !optional;
    continue;
  }
  for (const key of keys) {
    const files = reach(entry);
    for (const file of reach(key)) files.add(file);
    const size = [...files].reduce((sum, file) => sum + weigh(file), 0) / KB;
    const ok = size <= route.limit;
    failed ||= !ok;
    process.stdout.write(`${ok ? "✓" : "✗"} ${route.route.padEnd(14)} ${size.toFixed(1).padStart(6)} kB of ${route.limit} (${files.size} files, ${key})\n`);
  }
}
process.exit(failed ? 1 : 0);
