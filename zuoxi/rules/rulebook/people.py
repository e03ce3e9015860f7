"""O: units, posts, people and what they can do."""

from zuoxi.rules.rulebook.rule import Rule

PEOPLE = (
    Rule(
        "O-01",
        ("组织与管理幅度", "Units and span"),
        (
            "中心、部门、班组逐级相属，各有负责人和副手。班组人数超出政策规定的幅度会被标出。",
            "Centre, department and team lie within each other, each with a head and a deputy. A team whose size is outside the "
            "span of the policy is flagged.",
        ),
        ("组织结构、班组里排班的座席人数", "The tree of units, and the agents of a team whose work is rostered"),
        ("班组偏小、合适还是偏大", "Whether a team is too small, right or too large"),
    ),
    Rule(
        "O-02",
        ("岗位说明", "Posts"),
        (
            "每个岗位有一张说明：目的、职责、指标、上下级和在岗人数。",
            "Every post has a sheet: purpose, duties, KPIs, whom it reports to, how many hold it.",
        ),
        ("岗位、任职者", "Posts and who holds them"),
        ("岗位之间谁向谁汇报", "Which post reports to which"),
    ),
    Rule(
        "O-03",
        ("人员档案", "Personnel file"),
        (
            "谁能看档案的哪一部分由规则决定：合同与星级只有本人和职责所需的角色可见。",
            "Who may open which part of a file is a rule: contract and grade are seen by the person and by roles that need them.",
        ),
        ("读者的角色及其范围、被查看的人", "The reader's roles and their scope, and the person looked at"),
        ("档案的哪些部分向读者打开", "Which parts of the file open for the reader"),
    ),
    Rule(
        "O-04",
        ("技能", "Skills"),
        (
            "技能分一至五级，注明自何时起、凭何认定。没有队列所需的技能，就不排到该队列。",
            "A skill has a level from 1 to 5, a day from which it holds, and evidence. Nobody is rostered on a queue without its skill.",
        ),
        ("人员的技能、等级与有效期", "A person's skills, levels and their validity"),
        ("谁可以被排到哪条队列", "Who may be rostered on which queue"),
    ),
    Rule(
        "O-09",
        ("工号", "Work number"),
        (
            "工号即登录名，一人一号。",
            "The work number is the login; each person has one of their own.",
        ),
        ("工号", "The work number"),
        ("谁在登录", "Who logs in"),
    ),
    Rule(
        "O-10",
        ("试用期", "Probation"),
        (
            "试用期内的人员是否可以上夜班，由政策决定，默认不可以。",
            "Whether somebody on probation may work nights is said by the policy; as shipped they may not.",
        ),
        ("试用期截止日、班次是否为夜班", "The last day of probation, and whether a shift is at night"),
        ("试用人员可上哪些班", "Which shifts somebody on probation may work"),
    ),
    Rule(
        "O-12",
        ("技能有效期", "Expiring skills"),
        (
            "技能证书过期后，该技能不再用于其后的排班。",
            "A skill whose certificate has expired no longer counts in rosters after that day.",
        ),
        ("技能的有效期、排班日期", "The skill's last day, and the day of the roster"),
        ("某日某项技能是否还有效", "Whether a skill still counts on a day"),
    ),
)
