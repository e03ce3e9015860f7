"""P: how rules themselves are made, kept and explained."""

from zuoxi.rules.rulebook.rule import Rule

POLICY = (
    Rule(
        "P-01",
        ("政策即数据", "Policy is data"),
        (
            "规则所用的每个数值都是政策条目，有类型、单位、默认值、上下限和所属规则。中心的改动成为一个版本，经他人批准后自某日生效；生效的版本不再修改，只由新版本接续。",
            "Every number a rule uses is an entry with a kind, a unit, a default, bounds and its rule. What a centre changes "
            "becomes a version that somebody "
            "else approves and that takes effect on a day; a version in force is only ever followed by a new one.",
        ),
        ("政策条目、草案、生效日期", "Entries, drafts, the day of effect"),
        ("哪一版政策在某一时刻有效，哪些数值不予接受", "Which version holds at a moment, and which values are refused"),
    ),
    Rule(
        "P-05",
        ("审批链", "Chains of approval"),
        (
            "每类申请有一条审批链，步骤、时限和超时后的去向写在政策里。任何人不得审批自己的申请；每一步留下谁、何时、结论和备注。",
            "Each kind of request has a chain of steps; who, within which time, and what happens when it passes stand in the policy. "
            "Nobody approves their own request, and each step keeps who, when, verdict and remark.",
        ),
        ("申请、审批人的角色与代理", "The request, the roles of approvers, their delegates"),
        ("谁可以审批，申请是否通过", "Who may decide, and whether it is granted"),
    ),
    Rule(
        "P-08",
        ("工作日历", "Working calendar"),
        (
            "法定节假日和调休上班日取自持续维护的日历，中心可添加自己的日子。时刻按统一时间保存，按中心时区显示；一个班属于它开始的那一天。",
            "Public holidays and make-up working days come from maintained calendars, and a centre adds its own. Moments are "
            "stored in one time and shown in "
            "the centre's zone; a shift belongs to the day on which it starts.",
        ),
        ("日期、国家日历、中心自设的日子", "The day, the country's calendar, the centre's own days"),
        ("某日是工作日、休息日还是节假日，一个班算在哪一天", "Whether a day is worked, free or a holiday, and to which day a shift counts"),
    ),
    Rule(
        "P-09",
        ("通知", "Notices"),
        (
            "等着某人处理或某人应知道的事都进入同一个收件箱，同一件事只说一次。",
            "Whatever waits for somebody, or should be known by them, comes into one inbox, and each thing is told once.",
        ),
        ("发布、改动、待办", "Publications, changes, things to do"),
        ("谁收到哪一条通知", "Who is told what"),
    ),
)
