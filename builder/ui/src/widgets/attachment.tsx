/** attachment: files. */
import { PaperClipOutlined } from "@ant-design/icons";
import { lazy } from "react";
import { fileUrl } from "@/api/records";
import type { FileRef, Wire } from "@/api/types";
import { fileSize } from "@/model/dates";
import type { ShowProps, Widget } from "./kit";

const files = (value: Wire): FileRef[] => (Array.isArray(value) ? value.filter((each): each is FileRef => typeof each === "object" && "name" in each && "id" in each) : []);

function Show({ value, dense }: ShowProps) {
  const list = files(value);
  if (dense === true) return <span><PaperClipOutlined /> {list.length}</span>;
  return (
    <ul>
      {list.map((file) => (
        <li key={file.id}><PaperClipOutlined className="quiet" /> <a href={fileUrl(file.id)} target="_blank" rel="noreferrer">{file.name}</a> <span className="quiet">{fileSize(file.size)}</span></li>
      ))}
    </ul>
  );
}

export const attachment: Widget = { width: 90, text: (value) => files(value).map((file) => file.name).join("、"), Show, Edit: lazy(() => import("./inputs/FilesInput")) };
