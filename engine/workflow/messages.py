"""What the workflow floor says: mistakes in flows, refusals, and the words of notifications."""

from __future__ import annotations

from engine.kernel.diagnostics import Catalogue, Entry, Severity

CATALOGUE = Catalogue(
    "workflow",
    {
        # -- definitions -----------------------------------------------------------------------------------------
        "same_key": Entry(
            "“{name}”在这个流程里出现了两次，标识必须唯一。",
            "“{name}” is used twice in this flow; keys must be unique.",
        ),
        "reserved_key": Entry("“{name}”是保留名，请换一个标识。", "“{name}” is a reserved name; choose another key."),
        "same_uid": Entry(
            "内部编号 {name} 出现了两次，请让设计器重新生成。",
            "The uid {name} is used twice; let the designer make a new one.",
        ),
        "unknown_form": Entry("没有标识为“{name}”的表单。", "There is no form with the key “{name}”."),
        "unknown_field": Entry("“{form}”没有字段“{name}”。", "“{form_en}” has no field “{name}”."),
        "not_fillable": Entry("字段“{name}”不能由审批人填写。", "Approvers cannot fill in the field “{name}”."),
        "no_otherwise": Entry(
            "分支“{name}”缺少“其他情况”这一路。", "The branch “{name}” has no way for all other cases (“otherwise”)."
        ),
        "two_otherwise": Entry(
            "分支“{name}”有不止一路“其他情况”。", "The branch “{name}” has more than one “otherwise”."
        ),
        "way_without_when": Entry(
            "这一路既没有条件，也不是“其他情况”。", "This way has neither a condition nor “otherwise”."
        ),
        "otherwise_with_when": Entry("“其他情况”不能再带条件。", "“otherwise” cannot have a condition as well."),
        "way_after_otherwise": Entry(
            "“其他情况”应放在最后，以便阅读。", "“otherwise” reads best as the last way.", Severity.HINT
        ),
        "never_runs": Entry(
            "“{name}”永远不会执行：它前面的步骤已经结束了流程。",
            "“{name}” never runs: a step before it ends the flow.",
            Severity.WARNING,
        ),
        "warn_too_early": Entry(
            "提前提醒的时间必须短于时限。",
            "The reminder must come after the step begins: make it shorter than the limit.",
        ),
        "return_later": Entry(
            "“return_to”将在后续版本生效，目前不会出现“退回”按钮。",
            "“return_to” takes effect in a later version; there is no “return” button yet.",
            Severity.WARNING,
        ),
        "passes_silently": Entry(
            "找不到审批人时，“{name}”会直接通过。",
            "“{name}” counts as approved when there is nobody to ask.",
            Severity.HINT,
        ),
        "passes_starter": Entry(
            "“{name}”既让发起人自动通过，又不允许发起人审批。", "“{name}” both passes the starter and bars the starter."
        ),
        # -- refusals --------------------------------------------------------------------------------------------
        "not_now": Entry(
            "流程当前状态（{status}）不允许此操作。", "This is not possible in the present state ({status})."
        ),
        "not_granted": Entry("您没有这项流程权限。", "Your role does not allow this."),
        "not_startable": Entry(
            "这条记录现在不符合发起“{label}”的条件。", "“{label_en}” cannot be started for this record now."
        ),
        "start_refused": Entry("{zh}", "{en}"),
        "already_running": Entry("这条记录的“{label}”已在审批中。", "“{label_en}” is already running for this record."),
        "unknown_box": Entry("没有“{box}”这个收件箱。", "There is no box “{box}”."),
        "bad_cursor": Entry(
            "翻页位置已失效，请从第一页重新开始。", "This page marker does not fit; start from the first page."
        ),
        "unknown_move": Entry("没有“{action}”这个操作。", "There is no move “{action}”."),
        "no_such_task": Entry("没有这项待办，或者它不是您的。", "There is no such task, or it is not yours."),
        "still_running": Entry(
            "这条记录还在审批中，请先撤回或等流程结束。",
            "This record is still in a flow: withdraw it first, or wait for the end.",
        ),
        "no_such_case": Entry("没有这个流程实例，或者您无权查看。", "There is no such case, or you may not see it."),
        "already_decided": Entry("这项待办已经处理过了。", "This task has already been decided."),
        "own_case": Entry(
            "您不能审批自己发起、负责或创建的单据。", "You may not approve a case that you started, own or created."
        ),
        "only_starter": Entry("只有发起人可以这样做。", "Only the person who started it may do this."),
        "only_keeper": Entry("只有管理员可以这样做。", "Only an administrator may do this."),
        "not_involved": Entry("您没有参与这个流程。", "You have no part in this case."),
        "nobody_to_urge": Entry("现在没有人需要催办。", "There is nobody to urge now."),
        "urged_already": Entry(
            "刚刚催办过，请 {minutes} 分钟后再试。", "They were urged just now; try again in {minutes} minutes."
        ),
        "comment_required": Entry("请填写意见。", "Please write a comment."),
        "field_not_open": Entry("这一步不能填写字段“{name}”。", "The field “{name}” is not open at this step."),
        "field_required": Entry("请先填写字段“{name}”。", "Please fill in the field “{name}” first."),
        # -- incidents -------------------------------------------------------------------------------------------
        "nobody_to_ask": Entry(
            "“{step}”找不到审批人，请检查角色成员和上级设置后重试。",
            "Nobody can be asked at “{step_en}”; check role members and superiors, then retry.",
        ),
        "unknown_way": Entry(
            "“{step}”无法判断走哪一路：条件 {text} 用到的值为空。请补全后重试。",
            "“{step_en}” cannot tell which way to take: a value in {text} is blank. Fill it in and retry.",
        ),
        "expression_failed": Entry("表达式 {text} 计算失败（{detail}）。", "The expression {text} failed ({detail})."),
    },
)
