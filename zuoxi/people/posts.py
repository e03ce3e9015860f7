"""The posts of O-02 with the sheets that a new centre starts with."""

from __future__ import annotations

from zuoxi.people.models import Post

SHEETS = (
    # code, name, English name, reports to, purpose, duties, KPIs
    (
        "manager",
        "运营经理",
        "Operations manager",
        None,
        "对中心的服务水平、成本与人员负总责。",
        "批准计划、试卷与考核方案；主持周会与月会；裁决申诉。",
        "服务水平；单次联络成本；流失率",
    ),
    (
        "supervisor",
        "主管",
        "Supervisor",
        "manager",
        "管理若干班组，保证现场与排班计划一致。",
        "二级审批与考核；协调班组；处理升级投诉。",
        "部门服务水平；投诉率；遵时率",
    ),
    (
        "leader",
        "班长",
        "Team leader",
        "supervisor",
        "带领 12 至 14 名座席完成当班任务。",
        "现场管理；交接班；一级审批与考核；辅导。",
        "班组质检分；遵时率；出勤率",
    ),
    ("agent", "座席代表", "Agent", "leader", "接听来电，首问负责到底。", "接听与记录；交接未结事项；学习与考试。", "质检分；遵时率；首次解决率"),
    ("order-taker", "接单员", "Order-taker", "leader", "受理工单并按时限转办。", "录入工单；核对信息；跟踪时限。", "按时转出率；工单差错率"),
    ("outbound", "外呼座席", "Outbound agent", "leader", "按活动完成外呼与销售目标。", "外呼；登记结果；回访。", "接触率；成功率；合规差错"),
    ("dispatcher", "任务派发员", "Dispatcher", "supervisor", "二线派单，盯办时限，核查结果。", "派发；催办；审核办理结果。", "按时办结率；退单率"),
    (
        "planner",
        "排班师",
        "Planner",
        "manager",
        "预测来电量，测算人力，排出合法公平的班表。",
        "预测；需求；排班；日内调整。",
        "预测误差；班表效率；服务水平",
    ),
    ("quality", "质检员", "Quality officer", "manager", "抽听评分，校准尺度，反馈改进。", "抽样；评分；校准；反馈。", "抽检完成率；校准一致性"),
    ("trainer", "培训师", "Trainer", "manager", "使人上岗合格，在岗精进。", "计划；授课；出卷；建档。", "培训合格率；试用期通过率"),
    ("coordinator", "信息协调员", "Information coordinator", "manager", "保证知识库准确及时。", "采编；发布公告；核对过期。", "知识时效；纠错时长"),
    ("hr", "人事专员", "HR officer", "manager", "招得来，留得住，档案清楚。", "招聘；档案；休假记录；离职访谈。", "到岗周期；流失率"),
    ("administrator", "系统管理员", "Administrator", "manager", "账号、角色、政策与集成。", "开通与停用账号；维护政策版本。", "变更差错；响应时长"),
)


def ship_defaults() -> dict[str, Post]:
    """Store the sheets; returns the posts by code."""
    made: dict[str, Post] = {}
    for code, name, english, above, purpose, duties, kpis in SHEETS:
        made[code] = Post.objects.create(
            code=code, name=name, name_en=english, reports_to=made[above] if above else None, purpose=purpose, duties=duties, kpis=kpis
        )
    return made
