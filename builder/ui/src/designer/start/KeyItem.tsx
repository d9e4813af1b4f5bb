/** The key of a new app: suggested, changed by hand, and told at once when it cannot be had. */
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { keyFault } from "@/model/document/names";
import { useAppKeys } from "./NewApp";

/** Why the key cannot be used, as a sentence; null when it can. */
export function useKeyTrouble(key: string): string | null {
  const { t } = useTranslation("building");
  const fault = keyFault(key, useAppKeys());
  return fault === null ? null : t(`key.${fault}`, { key });
}

export function KeyItem({ id, value, trouble, change }: { id: string; value: string; trouble: string | null; change: (key: string) => void }) {
  const { t } = useTranslation("building");
  return (
    <Form.Item label={t("key.label")} htmlFor={id} validateStatus={trouble === null ? "" : "error"} help={<span id={`${id}-help`} role={trouble === null ? undefined : "alert"}>{trouble ?? t("key.hint")}</span>}>
      <Input id={id} value={value} maxLength={41} spellCheck={false} autoComplete="off" aria-invalid={trouble !== null} aria-describedby={`${id}-help`} onChange={(event) => change(event.target.value)} />
    </Form.Item>
  );
}
