"""Names as they are read aloud, one by one: a surname is read as a surname (UX 39)."""

from __future__ import annotations

import pytest

from zuoxi.people.pinyin import spell

READINGS = (
    ("王伟", "wangwei", "ww"),
    ("李娜", "lina", "ln"),
    ("张敏", "zhangmin", "zm"),
    ("刘静", "liujing", "lj"),
    ("陈丽", "chenli", "cl"),
    ("杨强", "yangqiang", "yq"),
    ("黄磊", "huanglei", "hl"),
    ("赵军", "zhaojun", "zj"),
    ("吴洋", "wuyang", "wy"),
    ("周勇", "zhouyong", "zy"),
    ("徐艳", "xuyan", "xy"),
    ("孙杰", "sunjie", "sj"),
    ("马娟", "majuan", "mj"),
    ("朱涛", "zhutao", "zt"),
    ("胡明", "huming", "hm"),
    ("郭超", "guochao", "gc"),
    ("何秀", "hexiu", "hx"),
    ("林霞", "linxia", "lx"),
    ("罗平", "luoping", "lp"),
    ("高刚", "gaogang", "gg"),
    ("郑桂", "zhenggui", "zg"),
    ("梁英", "liangying", "ly"),
    ("谢华", "xiehua", "xh"),
    ("宋玉", "songyu", "sy"),
    ("唐萍", "tangping", "tp"),
    ("许红", "xuhong", "xh"),
    ("韩文", "hanwen", "hw"),
    ("冯国", "fengguo", "fg"),
    ("邓建", "dengjian", "dj"),
    ("曹军", "caojun", "cj"),
    ("彭志", "pengzhi", "pz"),
    ("田海", "tianhai", "th"),
    ("董燕", "dongyan", "dy"),
    ("袁梅", "yuanmei", "ym"),
    ("潘琴", "panqin", "pq"),
    ("于云", "yuyun", "yy"),
    ("蒋飞", "jiangfei", "jf"),
    ("蔡鹏", "caipeng", "cp"),
    ("余辉", "yuhui", "yh"),
    ("杜宇", "duyu", "dy"),
    ("叶浩", "yehao", "yh"),
    ("程然", "chengran", "cr"),
    ("苏子", "suzi", "sz"),
    ("魏轩", "weixuan", "wx"),
    ("吕梓", "lvzi", "lz"),
    ("丁涵", "dinghan", "dh"),
    ("任欣", "renxin", "rx"),
    ("沈怡", "shenyi", "sy"),
    ("姚雨", "yaoyu", "yy"),
    ("卢晨", "luchen", "lc"),
    ("姜思", "jiangsi", "js"),
    ("崔远", "cuiyuan", "cy"),
    ("钟嘉", "zhongjia", "zj"),
    ("谭琪", "tanqi", "tq"),
    ("陆佳", "lujia", "lj"),
    ("汪慧", "wanghui", "wh"),
    ("范诗", "fanshi", "fs"),
    ("金婷", "jinting", "jt"),
    ("石晓", "shixiao", "sx"),
    ("廖彤", "liaotong", "lt"),
    ("贾若", "jiaruo", "jr"),
    ("夏曦", "xiaxi", "xx"),
    ("韦俊", "weijun", "wj"),
    ("付豪", "fuhao", "fh"),
    ("方泽", "fangze", "fz"),
    ("白楠", "bainan", "bn"),
    ("邹一鸣", "zouyiming", "zym"),
    ("孟书瑶", "mengshuyao", "msy"),
    ("熊可馨", "xiongkexin", "xkx"),
    ("秦安琪", "qinanqi", "qaq"),
    ("邱文博", "qiuwenbo", "qwb"),
    ("江天翔", "jiangtianxiang", "jtx"),
    ("尹雅琳", "yinyalin", "yyl"),
    ("薛心悦", "xuexinyue", "xxy"),
    ("闫舒畅", "yanshuchang", "ysc"),
    ("段乐天", "duanletian", "dlt"),
    ("雷晴岚", "leiqinglan", "lql"),
    ("侯知夏", "houzhixia", "hzx"),
    ("龙清扬", "longqingyang", "lqy"),
    ("史予安", "shiyuan", "sya"),
    ("欧阳娜", "ouyangna", "oyn"),
    ("司马光", "simaguang", "smg"),
    ("诸葛亮", "zhugeliang", "zgl"),
    ("上官婉", "shangguanwan", "sgw"),
    ("皇甫嵩", "huangfusong", "hfs"),
    ("东方朔", "dongfangshuo", "dfs"),
    ("令狐冲", "linghuchong", "lhc"),
    ("慕容复", "murongfu", "mrf"),
    ("公孙胜", "gongsunsheng", "gss"),
    ("单雄信", "shanxiongxin", "sxx"),
    ("曾国藩", "zengguofan", "zgf"),
    ("仇英", "qiuying", "qy"),
    ("解缙", "xiejin", "xj"),
    ("查良镛", "zhaliangyong", "zly"),
    ("尉迟恭", "yuchigong", "ycg"),
    ("区寄", "ouji", "oj"),
    ("盖叫天", "gejiaotian", "gjt"),
    ("任盈盈", "renyingying", "ryy"),
    ("华佗", "huatuo", "ht"),
    ("朴树", "piaoshu", "ps"),
    ("乐毅", "yueyi", "yy"),
    ("翟让", "zhairang", "zr"),
    ("缪昌", "miaochang", "mc"),
    ("万俟卨", "moqixie", "mqx"),
    ("长孙无", "zhangsunwu", "zsw"),
    ("葛洪", "gehong", "gh"),
    ("覃浩", "qinhao", "qh"),
)


@pytest.mark.parametrize(("name", "pinyin", "initials"), READINGS)
def test_a_name_is_spelled_as_it_is_read_aloud(name: str, pinyin: str, initials: str) -> None:
    assert spell(name) == (pinyin, initials)


def test_the_same_character_inside_a_given_name_keeps_its_usual_reading() -> None:
    assert spell("王单")[0] == "wangdan"
    assert spell("李乐")[0] == "lile"
    assert spell("张翟")[1] in ("zz", "zd")


def test_who_is_called_zeng_is_found_under_z() -> None:
    assert spell("曾静")[1] == "zj"
    assert not spell("曾静")[0].startswith("ceng")
