/** A person as a small round mark with the last part of the name. */
import { TONES, type Tone } from "@/theme/tokens";

const HUES: Tone[] = ["blue", "green", "purple", "cyan", "orange", "magenta"];

/** "王晓燕" -> "晓燕"; "Anna Berg" -> "AB" */
export function initials(name: string, most = 2): string {
  if (/[\u4e00-\u9fff]/.test(name)) return name.slice(-most);
  return name.split(/\s+/).slice(0, 2).map((part) => part.charAt(0).toUpperCase()).join("");
}

export function Face({ name, size = 24 }: { name: string; size?: number }) {
  const hue = HUES[[...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % HUES.length] ?? "blue";
  const { text, soft } = TONES[hue];
  const style = { width: size, height: size, background: soft, color: text, fontSize: Math.max(9, size * (size < 28 ? 0.5 : 0.4)), borderRadius: "50%", flex: "none", display: "inline-grid", placeItems: "center", fontWeight: 600, lineHeight: 1, userSelect: "none" } as const;
  return <span style={style} aria-hidden="true">{initials(name, size < 28 ? 1 : 2)}</span>;
}
