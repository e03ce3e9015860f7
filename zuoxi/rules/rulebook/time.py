"""T: leave, and a floor that is never left."""

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
