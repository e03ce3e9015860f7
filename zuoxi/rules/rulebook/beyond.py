"""X: what goes beyond the books."""

from zuoxi.rules.rulebook.rule import Rule

BEYOND = (
    Rule(
        "X-03",
        ("劳动法规", "Labour law"),
        (
            "每日与每周工时、每周休息、加班上限按劳动法规的数值检查，这些数值写在政策里。",
            "Hours a day and a week, the weekly rest and overtime are held to the numbers of labour law, which stand in the policy.",
        ),
        ("计划的班次、合同", "Planned shifts and contracts"),
        ("哪些安排违反法规", "Which plans break the law"),
    ),
    Rule(
        "X-04",
        ("日历数据", "Calendar pack"),
        (
            "节假日与调休逐年公布，无法推算；未公布的年份按普通工作日处理并给出提示。",
            "Holidays and make-up days are published year by year and cannot be computed; a year not yet published falls back to "
            "plain weekdays with a warning.",
        ),
        ("已公布的年份、中心自设的日子", "The years that are published, and the centre's own days"),
        ("某日按哪种日子预测与排班", "As what kind of day a day is forecast and rostered"),
    ),
    Rule(
        "X-05",
        ("分层预测", "Forecast in layers"),
        (
            "基础预测之上是有名称、可开关的调整，各有作者与理由；每日留存快照以便与实际对照。异常只作提示，由人确认后才剔除。",
            "On the base forecast lie named adjustments that can be switched, each with author and reason; snapshots are kept to "
            "be compared with what came. "
            "Outliers are proposed, and left out only once a person has said why.",
        ),
        ("历史与周边各周的差别、调整、快照", "How a history differs from the weeks around it, adjustments, snapshots"),
        ("哪些时段提示为异常，预测由哪些层构成", "Which intervals are proposed as untrusted, and what a forecast is made of"),
    ),
    Rule(
        "X-07",
        ("拒绝要说清楚", "Every refusal is a sentence"),
        (
            "求解器做不到的事逐条说明：谁、哪天、哪条规则；冲突缩到最小，并给出可放宽的办法及其影响。",
            "What the search cannot satisfy is said by person, day and rule; a clash is reduced to the smallest, with ways to "
            "relax it and what each would cost.",
        ),
        ("互相冲突的规则", "The rules that clash"),
        ("冲突在哪里，怎样化解", "Where the clash lies, and what would solve it"),
    ),
    Rule(
        "X-08",
        ("最少改动", "Least change"),
        (
            "发布之后每改动一格都有代价，越临近当天代价越高。",
            "After publication every moved cell has a price, which grows as its day nears.",
        ),
        ("已发布的班表、距当天的天数", "The published roster, and how near the day is"),
        ("重排时改动哪些格子", "Which cells a re-run moves"),
    ),
    Rule(
        "X-12",
        ("公平账", "Fairness ledger"),
        (
            "夜班、周末、节假日和两头班在滚动期内逐人计数，本人可查；排班时不让已经最多的人更多。",
            "Nights, weekends, holidays and two-ended shifts are counted per person over a rolling period, open to each of them; "
            "a roster does not add to those "
            "who have most.",
        ),
        ("滚动期内上过的不受欢迎班次", "Unpopular shifts worked in the rolling period"),
        ("下一个不受欢迎的班由谁来上", "Whose turn the next unpopular shift is"),
    ),
)
