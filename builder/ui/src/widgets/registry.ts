/** Every widget by the key the bundle names. */
import { attachment } from "./attachment";
import { auto_number } from "./auto_number";
import { boolean } from "./boolean";
import { computed } from "./computed";
import { date } from "./date";
import { datetime } from "./datetime";
import { decimal } from "./decimal";
import { department } from "./department";
import { email } from "./email";
import { id_card } from "./id_card";
import { integer } from "./integer";
import type { Widget } from "./kit";
import { longtext } from "./longtext";
import { member } from "./member";
import { money } from "./money";
import { multiselect } from "./multiselect";
import { percent } from "./percent";
import { phone } from "./phone";
import { reference } from "./reference";
import { references } from "./references";
import { select } from "./select";
import { subform } from "./subform";
import { text } from "./text";

export const WIDGETS: Record<string, Widget> = {
  attachment, auto_number, boolean, computed, date, datetime, decimal, department, email, id_card, integer, longtext, member, money, multiselect, percent, phone, reference, references, select, subform, text,
};
