/** Rows of a subform (table on a desktop, cards on a phone). */
export default function SubformInput() {
  return null;
}
