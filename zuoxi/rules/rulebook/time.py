"""T: leave, swaps, and a floor that is never left."""

from zuoxi.rules.rulebook.rule import Rule

TIME = (
    Rule(
        "T-03",
        ("休假对班表的影响", "What leave does to the roster"),
        (
            "已批准的休假当天不排班，班表上显示由此出现的缺口。",
            "On a day of granted leave nobody is rostered, and the roster shows the hole this leaves.",
        ),
        ("已批准的休假", "Leave that was granted"),
        ("哪些日子不能排某人", "On which days somebody cannot be rostered"),
    ),
    Rule(
        "T-04",
        ("同级换班", "Swaps between equals"),
        (
            "班长只与班长、座席只与座席换班，双方都具备所需技能；换班后任何一方都不得违反排班硬规则。",
            "Leaders swap with leaders and agents with agents, both with the skills needed; afterwards neither breaks a hard rule of the roster.",
        ),
        ("双方的岗位、技能与班次", "Posts, skills and shifts of both"),
        ("两人能否互换", "Whether the two may swap"),
    ),
    Rule(
        "T-05",
        ("换班流程与次数", "Chain and number of swaps"),
        (
            "至少提前政策规定的天数提出，对方同意，双方班长签字，部门负责人批准，之后两人的班同时变更。每人每月次数有上限，一次换班双方各计一次。",
            "Asked for some days ahead, accepted by the other, signed by both team leaders and approved by the head of the department; "
            "then both rosters change at once. Swaps a month are limited, and one counts for both.",
        ),
        ("申请时间、班次日期、本月已换次数、签字", "When it was asked, the days of the shifts, swaps of the month, signatures"),
        ("换班申请是否可以提出，还差谁的签字", "Whether a swap may be asked for, and whose signature it still needs"),
    ),
    Rule(
        "T-17",
        ("最低在岗人数", "The floor is never below its minimum"),
        (
            "队列开放的每个时段都有最低人数，需求和班表都不低于它。",
            "Every interval in which a queue is open has a fewest number of heads; neither requirement nor roster goes below it.",
        ),
        ("队列的开放时间与最低人数", "Opening hours of a queue and its fewest heads"),
        ("每个时段至少要有几人", "How many must be there in each interval"),
    ),
)
