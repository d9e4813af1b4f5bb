/** Names of the tones: plain, so that `model` may speak of them. */
export const TONE_NAMES = ["grey", "blue", "green", "red", "orange", "gold", "yellow", "cyan", "teal", "purple", "magenta", "pink"] as const;
export type Tone = (typeof TONE_NAMES)[number];
