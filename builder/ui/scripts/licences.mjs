/** Every installed package is under a licence we may ship or build with. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const SHIPPED = /^(MIT|MIT-0|ISC|0BSD|BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|Unlicense|CC0-1\.0|BlueOak-1\.0\.0|Zlib|Python-2\.0|\(MIT OR Apache-2\.0\)|\(MIT OR CC0-1\.0\)|\(BSD-2-Clause OR MIT OR Apache-2\.0\)|MIT AND ISC|\(MIT AND Zlib\))$/;
/** Tools that leave nothing of themselves in the build. */
const TOOLS = /^(MPL-2\.0|CC-BY-4\.0|CC-BY-3\.0)$/;

const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
const wrong = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === "" || entry.link) continue;
  let licence = entry.license;
  if (licence === undefined) {
    try {
      licence = JSON.parse(readFileSync(join(ROOT, path, "package.json"), "utf8")).license;
    } catch {
      continue; // for another platform, not installed here
    }
  }
  if (typeof licence === "string" && (SHIPPED.test(licence) || (entry.dev && TOOLS.test(licence)))) continue;
  wrong.push(`${path}: ${JSON.stringify(licence)}`);
}
process.stdout.write(wrong.length === 0 ? `${Object.keys(lock.packages).length - 1} packages, all permissive\n` : `${wrong.join("\n")}\n`);
process.exit(wrong.length === 0 ? 0 : 1);
