/** The server counts characters, the browser 16-bit units; they differ after an emoji or a rare character. */

/** `("🔥 a", 2)` → 3: where the third character begins. */
export function unitOf(text: string, character: number): number {
  let units = 0;
  let seen = 0;
  for (const char of text) {
    if (seen === character) return units;
    units += char.length;
    seen += 1;
  }
  return units;
}
