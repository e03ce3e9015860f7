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
        "P-02",
        ("事实、规则、决定", "Facts, rules, decisions"),
        (
            "事实按发生时的样子保存，从不修改，只由后来的事实更正。决定由规则从事实和政策得出，并保留规则、政策版本和所依据的事实，当事人随时可查。",
            "Facts stay as they happened and are only corrected by later ones. A decision follows from facts and a policy; it keeps its rule, "
            "the version of the policy and the facts it rests on, and whoever it is about can open them.",
        ),
        ("事实及其更正、有效的政策", "Facts and their corrections, the policy in force"),
        ("每个决定依据什么、怎样算出", "What each decision rests on, and how it was reached"),
    ),
    Rule(
        "P-03",
        ("重新计算", "Recompute"),
        (
            "事实被更正后，依据它的决定重新作出；原决定标为被取代，仍可查看。再算一次不产生任何变化。",
            "When a fact is corrected, the decisions that rest on it are taken again; the old ones stay, marked as superseded. "
            "A second run changes nothing.",
        ),
        ("更正的事实、依据它的决定", "The corrected fact, the decisions that rest on it"),
        ("哪些决定被新的取代", "Which decisions are superseded"),
    ),
    Rule(
        "P-04",
        ("政策回测", "Back-test of a policy"),
        (
            "草案可以用过去一段时间的事实试算：按人和规则列出会不同的决定及其合计；不为任何人保存结果。",
            "A draft is tried on the facts of a past period: decisions that would differ, by person and rule, with their sums; "
            "nothing is stored about anybody.",
        ),
        ("政策草案、过去一段时间的事实", "A draft policy, the facts of a past period"),
        ("哪些决定会不同", "Which decisions would differ"),
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
        "P-06",
        ("申诉", "Appeals"),
        (
            "本人可在政策规定的工作日内对自己的决定提出申诉，由作出决定者的上一级答复：维持、变更或驳回，并说明理由；变更成为一条新的事实。",
            "Whoever a decision is about may appeal within the working days of the policy. The level above answers it: upheld, changed "
            "or rejected, with a reason; a change is a new fact.",
        ),
        ("决定、申诉理由与证据、工作日历", "The decision, reason and evidence, the working calendar"),
        ("申诉是否及时，由谁答复，何时到期", "Whether an appeal is in time, who answers it and until when"),
    ),
    Rule(
        "P-07",
        ("审计记录", "Audit trail"),
        (
            "谁在何时何处查看或更改了个人档案、政策、角色和导出，都有记录。记录只增不改，逐条相扣，删改可被发现；保存期由政策规定，不少于六个月。",
            "Who opened or changed personal files, policy, roles and exports, when and from where, is kept. Rows are only added and "
            "chained, so that a removed or changed one is found; kept for as long as the policy says, six months at least.",
        ),
        ("敏感的查看与更改", "Sensitive readings and changes"),
        ("哪些操作留下记录、保存多久、记录是否完整", "What leaves a record, for how long, and whether the trail is whole"),
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
