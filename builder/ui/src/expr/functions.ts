/** The function table: the same keys as the server's, which a test on each side compares with one list. */
import type { Fn } from "./functions/base";
import { CHINA } from "./functions/china";
import { DATES } from "./functions/dates";
import { FINANCE } from "./functions/finance";
import { LOGIC } from "./functions/logic";
import { NUMBERS } from "./functions/numbers";
import { TEXTS } from "./functions/texts";

export const FUNCTIONS: Readonly<Record<string, Fn>> = { ...LOGIC, ...NUMBERS, ...TEXTS, ...DATES, ...FINANCE, ...CHINA };
