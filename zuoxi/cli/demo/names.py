"""Plausible Chinese names: surnames with the weight of their frequency, given names of one or two characters. No real person is meant."""

from __future__ import annotations

import numpy as np

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴"
    "莫孔向汤"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红文建国志海燕梅琴云飞鹏辉宇浩然子轩梓涵欣怡"
    "雨晨思远嘉琪佳慧诗婷晓彤若曦俊豪泽楠一鸣书瑶可馨安博天翔雅琳心悦舒畅乐晴岚知夏清扬予"
)
TWO_CHARACTER_SHARE = 0.78


def draw(rng: np.random.Generator, count: int) -> list[str]:
    """`count` different names."""
    weights = 1.0 / (np.arange(len(SURNAMES)) + 6.0)
    weights /= weights.sum()
    names: dict[str, None] = {}
    while len(names) < count:
        surname = SURNAMES[rng.choice(len(SURNAMES), p=weights)]
        length = 2 if rng.random() < TWO_CHARACTER_SHARE else 1
        given = "".join(GIVEN[i] for i in rng.choice(len(GIVEN), size=length, replace=False))
        names.setdefault(surname + given)
    return list(names)
