"""What the app floor has to say."""

from __future__ import annotations

from engine.kernel.diagnostics import Catalogue, Entry, Severity

CATALOGUE = Catalogue(
    "app",
    {
        "not_json": Entry("这不是合格的 JSON：{reason}。", "This is not valid JSON: {reason}."),
        "too_large": Entry("定义超过 {limit} MB。", "The definition is larger than {limit} MB."),
        "not_an_object": Entry("应用定义必须是一个 JSON 对象。", "An app definition must be a JSON object."),
        "newer_format": Entry(
            "定义的格式版本是 {format}，本程序只认识到 {known}，请先升级程序。",
            "The definition has format {format}; this program knows up to {known}. Upgrade the program first.",
        ),
        "unknown_key": Entry("不认识“{name}”这一项{hint}。", "“{name}” is not known here{hint_en}."),
        "missing": Entry("缺少“{name}”。", "“{name}” is missing."),
        "wrong_kind": Entry("这里应当是{expected}。", "This should be {expected}."),
        "not_one_of": Entry("只能是以下之一：{choices}。", "This must be one of: {choices}."),
        "bad_pattern": Entry(
            "“{value}”写法不合要求（{pattern}）。", "“{value}” is not written as it must be ({pattern})."
        ),
        "not_yet": Entry(
            "“{name}”要到后续版本才支持，目前请留空。", "“{name}” comes with a later release; leave it empty for now."
        ),
        "too_short": Entry("这里至少要有 {least} 项。", "At least {least} of these are needed."),
        "bad_value": Entry("这里的值不合格：{reason}。", "This value is not acceptable: {reason}."),
        "same_key": Entry("“{name}”出现了两次，标识必须唯一。", "“{name}” is used twice; keys must be unique."),
        "bad_parameter": Entry(
            "参数的值不合格：{sentence_zh}", "The parameter's value is not acceptable: {sentence_en}"
        ),
        "unknown_parameter": Entry("没有名为“{name}”的参数。", "There is no parameter called “{name}”."),
        "unknown_zone": Entry("没有名为“{name}”的时区。", "There is no time zone called “{name}”."),
        "unknown_target": Entry(
            "导航指向不存在的“{name}”。", "The navigation points to “{name}”, which does not exist."
        ),
        "unread_field": Entry(
            "没有任何角色能看到字段“{name}”。", "No role can read the field “{name}”.", Severity.WARNING
        ),
        "no_roles": Entry(
            "应用没有任何角色，普通用户看不到任何内容。",
            "The app has no roles, so staff will see nothing.",
            Severity.WARNING,
        ),
        "unknown_name": Entry("场景里没有叫“{name}”的记录。", "No record is called “{name}” in this scenario."),
        "unknown_role": Entry("没有标识为“{name}”的角色。", "There is no role with the key “{name}”."),
        "unknown_form": Entry("没有标识为“{name}”的表单。", "There is no form with the key “{name}”."),
        "unknown_flow": Entry("没有标识为“{name}”的流程。", "There is no flow with the key “{name}”."),
        "type_change": Entry(
            "字段“{name}”不能从{old}改成{new}：已有的值无法转换。请新增一个字段。",
            "The field “{name}” cannot change from {old} to {new}: its values cannot be converted. Add a new field instead.",
        ),
    },
)
