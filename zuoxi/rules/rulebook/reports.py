"""R: one meaning for every figure, and files in and out."""

from zuoxi.rules.rulebook.rule import Rule

REPORTS = (
    Rule(
        "R-01",
        ("指标定义", "One meaning for each figure"),
        (
            "同一个指标在各处由同一段计算得出，名称与单位一致。",
            "A figure is computed by the same code wherever it stands, under the same name and unit.",
        ),
        ("时段里的联络、等待与处理时间", "Contacts, waits and handling times of intervals"),
        ("指标的数值", "The value of the figure"),
    ),
    Rule(
        "R-05",
        ("导入与导出", "Import and export"),
        (
            "导入的文件先检查再入库：逐行指出位置和问题，要么全部存入，要么一条不存。导出的文件可以再导入。",
            "A file is checked before anything is stored: each fault is named by its place, and all of it is stored or nothing. "
            "What is exported can be imported again.",
        ),
        ("上传的表格文件", "Uploaded tables"),
        ("哪些行可以存入，哪里出错", "Which rows can be stored, and what is wrong where"),
    ),
)
