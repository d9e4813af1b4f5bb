/** Whether the draft is with the server: 保存中, 已保存, or 失败 with a way to try again. */
import { CheckOutlined, ExclamationCircleOutlined, LoadingOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useEditor, useSession } from "../editor/Editor";
import css from "./page.module.css";

export function SaveSign() {
  const { t } = useTranslation("designer");
  const { autosave } = useEditor();
  const state = useSession((each) => each.save);
  const busy = state === "dirty" || state === "saving";
  const trouble = state === "failed" || state === "conflict";
  return (
    <span className={css.save} data-state={state} role="status">
      {busy ? <LoadingOutlined /> : trouble ? <ExclamationCircleOutlined /> : <CheckOutlined />}
      {t(`save.${busy ? "saving" : state}`)}
      {state === "failed" && (
        <Button type="link" size="small" onClick={() => void autosave.flush()}>
          {t("save.retry")}
        </Button>
      )}
    </span>
  );
}
