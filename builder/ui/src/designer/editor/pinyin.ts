/** First letters of Chinese words as people type them: 金额 → je; no dictionary, the browser's own pinyin order. */

/** The first character of each initial in pinyin order, and the letter that starts there. */
const STARTS = "阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他屲夕丫帀";
const LETTERS = "abcdefghjklmnopqrstwxyz";

/** Characters with a second common reading: 重 zhong/chong, 行 xing/hang … */
const SECOND: Readonly<Record<string, string>> = {
  行: "h", 重: "c", 长: "z", 率: "s", 调: "t", 系: "j", 会: "k", 单: "s", 传: "z", 参: "s", 降: "x", 解: "x", 校: "j", 省: "x", 折: "s", 还: "h", 给: "j", 朝: "z", 藏: "z", 便: "p", 弹: "t", 乐: "y", 查: "z", 提: "d", 合: "g", 车: "j", 仇: "q", 区: "o", 尽: "j", 种: "c", 盛: "c",
};

const collator = new Intl.Collator("zh-CN-u-co-pinyin");

const known = new Map<string, string>();

function letterOf(char: string): string {
  const seen = known.get(char);
  if (seen !== undefined) return seen;
  const letter = /[\u4e00-\u9fff]/.test(char) ? compare(char) : char.toLowerCase();
  known.set(char, letter);
  return letter;
}

function compare(char: string): string {
  let found = "";
  [...STARTS].forEach((start, index) => {
    if (collator.compare(start, char) <= 0) found = LETTERS[index] ?? "";
  });
  return found === "" ? char : found;
}

/** `"金额"` → "je"; letters, digits and what is no Chinese stay as they are. */
export function initials(text: string): string {
  return [...text].map(letterOf).join("");
}

/** Whether what was typed is part of the text, or of its pinyin initials with any reading. */
export function matches(text: string, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "" || text.toLowerCase().includes(wanted)) return true;
  if (!/^[a-z0-9]+$/.test(wanted)) return false;
  const letters = [...text].map((char) => [letterOf(char), SECOND[char] ?? ""]);
  return letters.some((_, start) => [...wanted].every((letter, at) => letters[start + at]?.includes(letter) === true));
}
