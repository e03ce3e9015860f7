"""F: from history to a roster."""

from zuoxi.rules.rulebook.rule import Rule

PLANNING = (
    Rule(
        "F-01",
        ("服务目标", "Targets"),
        (
            "电话和在线客服承诺多少比例在几秒内应答、放弃率和占有率不超过多少；邮件、工单和上门承诺在多久内答复。各目标同时满足。",
            "Phone and chat promise which share is answered within how many seconds, with abandonment and occupancy below a cap; "
            "e-mail, tickets and visits "
            "promise a time of response. All goals hold at once.",
        ),
        ("队列的渠道、中心为其设定的目标", "The queue's channel, and the goals set for it"),
        ("人力须达到的服务水平", "The service that staffing must reach"),
    ),
    Rule(
        "F-03",
        ("历史数据", "History"),
        (
            "每个队列每个时段的来电与处理时间从文件读入。缺口、重复、时钟变动和不可能的数值逐一报告，不予掩盖；缺失不等于零。",
            "Contacts and handling times per queue and interval are read from files. Gaps, duplicates, clock changes and "
            "impossible values are reported one by "
            "one, never hidden; what is missing is not zero.",
        ),
        ("来电记录文件", "Files of contacts"),
        ("哪些时段可信、哪些时段开放", "Which intervals are believed, and when a queue is open"),
    ),
    Rule(
        "F-04",
        ("预测", "Forecast"),
        (
            "来电量与处理时间按队列和时段预测，附预测区间。几种方法以回测比较，误差与上周同日的朴素预测相比并公布；排班师的调整带说明并留存。",
            "Volume and handling time are forecast per queue and interval, with an interval of prediction. Methods compete in a "
            "back-test, their errors are shown "
            "beside the naive forecast; a planner's adjustment carries a reason and is kept.",
        ),
        ("可信的历史、日历", "The history that is believed, and the calendar"),
        ("每个队列用哪种方法，预计多少来电", "The method of each queue, and what it expects"),
    ),
    Rule(
        "F-05",
        ("事件", "Events"),
        (
            "促销、账单日、故障等事件以带日期的倍数影响预测，可从历史学得，也可手工设定。",
            "Campaigns, billing days and outages change a forecast by dated multipliers, learnt from history or set by hand.",
        ),
        ("事件的日期与倍数", "Dates and multipliers of events"),
        ("事件当日的预计来电", "What is expected on the days of an event"),
    ),
    Rule(
        "F-06",
        ("人力需求", "Requirement"),
        (
            "每个时段需要的人数由来电量、处理时间、耐心和目标算出：会等待的用 Erlang C，会放弃的用 Erlang A，邮件工单按积压，在线客服计并发。",
            "Heads per interval follow from volume, handling time, patience and the targets: Erlang C where callers wait, Erlang "
            "A where they hang up, backlog "
            "for deferred work, concurrency for chat.",
        ),
        ("预测、目标、耐心与并发", "Forecast, targets, patience, concurrency"),
        ("每个时段净需几人", "The net heads of each interval"),
    ),
    Rule(
        "F-08",
        ("损耗", "Shrinkage"),
        (
            "休假、培训、会议、小休和缺勤使在册人数多于在线人数。损耗按星期几和时段取自历史，可修改，没有历史时用政策的比例。",
            "Leave, training, meetings, breaks and absence make gross heads exceed net heads. The shares come from history by "
            "weekday and interval and can be "
            "edited; without history those of the policy are taken.",
        ),
        ("带薪工时与其中不在线的部分", "Paid hours and what of them serves nobody"),
        ("净需人数折成多少在册人数", "How net heads become gross heads"),
    ),
    Rule(
        "F-09",
        ("成本", "Cost"),
        (
            "每份计划标明成本、每次联络的成本，以及再加一人能换来多少服务水平；加班与夜间按倍数和津贴计。",
            "Every plan shows its cost, the cost of a contact, and what one more agent would buy; overtime and nights cost more "
            "by the factors of the policy.",
        ),
        ("工时、费率、节假日", "Hours, rates, holidays"),
        ("计划的费用", "What a plan costs"),
    ),
    Rule(
        "F-10",
        ("班次", "Shift kinds"),
        (
            "班次有一段或两段上班时间，含带薪和不带薪的休息及用餐时间窗。",
            "A shift kind has one or two blocks of work, with paid and unpaid breaks and windows for meals.",
        ),
        ("班次的时间段与休息", "Blocks and breaks of a shift"),
        ("班次何时上班、何时可休息", "When a shift works, and when its breaks may lie"),
    ),
    Rule(
        "F-11",
        ("班次设计", "Shift design"),
        (
            "从需求曲线推荐少数几种班次，并显示由此造成的缺人与富余。",
            "A few shifts that follow the requirement are proposed, with the shortage and surplus they leave.",
        ),
        ("需求曲线", "The curve of the requirement"),
        ("用哪些班次最贴近需求", "Which shifts come closest to it"),
    ),
    Rule(
        "F-13",
        ("班表", "Roster"),
        (
            "谁哪天上哪个班。硬规则必须满足：技能、工时、班间休息、休息日、连续天数、夜班与恢复、休假、试用期、值班长。软规则有价格并公开：覆盖、公平、稳定、班组同班。",
            "Who works which shift on which day. Hard rules hold: skills, hours, rest between shifts, days off, days in a row, "
            "nights and recovery, leave, "
            "probation, a shift lead. Soft rules have an open price: coverage, fairness, stability, teams together.",
        ),
        ("需求、人员、合同、技能、休假、此前的班", "Requirement, people, contracts, skills, leave, and the shifts before"),
        ("班表，及其违反了哪条规则", "The roster, and which rule it breaks"),
    ),
    Rule(
        "F-14",
        ("解释与修补", "Explain and repair"),
        (
            "排不出来的月份会指出最小的一组相互冲突的规则和日期。任何格子都可手改并立即检查；锁定的格子重排时不动。发布的版本永久保留。",
            "A month that cannot be rostered names the smallest set of rules and days that clash. Any cell can be changed by hand "
            "and is checked at once; locked "
            "cells survive a re-run. What was published is kept for ever.",
        ),
        ("班表版本、锁定的格子、冲突", "Versions, locked cells, clashes"),
        ("改动是否可行，为何不可行", "Whether a change may be made, and why not"),
    ),
    Rule(
        "F-15",
        ("意愿", "Wishes"),
        (
            "人员可以提出休息日、班次和固定安排的意愿；班表说明满足了多少，未满足的说明原因。",
            "People state wishes for days off, shifts and fixed commitments; the roster tells how many were met, and why one was not.",
        ),
        ("意愿", "Wishes"),
        ("哪些意愿得到满足", "Which wishes are met"),
    ),
)
