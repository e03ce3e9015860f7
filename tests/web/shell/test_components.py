"""The pieces that pages are made of."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django import forms
from django.template import TemplateSyntaxError, engines
from django.utils import translation

from tests.cast import Cast, client_of
from zuoxi.web.shell import icons
from zuoxi.web.shell.forms import DayInput


def draw(source: str, **context: Any) -> str:
    with translation.override("zh-hans"):
        return engines["django"].from_string(source).render(context)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_an_icon_is_hidden_from_screen_readers_and_takes_the_colour_of_the_text() -> None:
    html = draw('{% icon "bell" size=20 %}')
    assert 'aria-hidden="true"' in html
    assert 'stroke="currentColor"' in html
    assert 'width="20"' in html
    assert html.count("<path") == 2


@pytest.mark.parametrize("name", ["no-such-icon", "../../../../package", "bell.svg", ""])
def test_an_unknown_icon_fails_loudly(name: str) -> None:
    with pytest.raises((KeyError, FileNotFoundError)):
        icons.icon(name)


def test_an_empty_state_has_a_reason_and_a_next_step() -> None:
    html = draw('{% empty_state "还没有预测。" url="/x/" action="新建" hint="先上传。" icon="chart-line" %}')
    assert plain(html) == "还没有预测。 先上传。 新建"
    assert '<a class="btn btn-primary" href="/x/">' in html
    assert "<a" not in draw('{% empty_state "没有。" %}')


def test_a_badge_says_in_words_what_its_colour_says() -> None:
    html = draw('{% badge text "bad" "x" %}', text="<失败>")
    assert 'class="mark mark-bad"' in html
    assert "&lt;失败&gt;" in html
    assert "<svg" in html


def test_tabs_mark_the_current_page() -> None:
    html = draw('{% tabs items label="页签" %}', items=[("周", "/w/", True), ("月", "/m/", False)])
    assert re.findall(r'<a href="([^"]+)" aria-current="page"', html) == ["/w/"]
    assert 'aria-label="页签"' in html


def test_a_legend_names_every_colour() -> None:
    html = draw("{% legend items %}", items=[("早", "#2f6fde"), ("<b>", "red;} body{display:none")])
    assert plain(html) == "早 &lt;b&gt;"
    assert "background:#2f6fde" in html
    assert html.count("<li>") == 2


def test_a_difference_shows_before_and_after_and_says_what_is_gone() -> None:
    changes = [
        {"what": "林静", "before": "早", "after": "晚"},
        {"what": "赵磊", "before": None, "after": "早"},
        {"what": "吴", "before": "早", "after": None},
    ]
    assert plain(draw("{% difflist changes %}", changes=changes)) == "林静 修改前： 早 修改后： 晚 赵磊 修改后： 早 吴 修改前： 早 已删除"


def test_no_difference_is_said() -> None:
    assert "没有差异。" in draw("{% difflist changes %}", changes=[])
    assert "一样" in draw('{% difflist changes empty="一样" %}', changes=iter([]))


def test_figures_show_none_as_dashes_and_zero_as_nought() -> None:
    assert plain(draw("{% figures items %}", items=[("人数", 0, ""), ("费用", None, "元")])) == "人数 0 费用 -- 元"


def test_the_data_of_a_chart_cannot_break_out_of_its_script() -> None:
    html = draw('{% chart "c" data label="图" %}', data={"x": ["</script><script>hit()</script>"], "series": []})
    assert "<script>hit()" not in html
    found = re.search(r'<script id="c-data" type="application/json">(.*?)</script>', html)
    assert found
    assert json.loads(found[1])["x"] == ["</script><script>hit()</script>"]


def test_a_chart_is_named_and_offers_its_numbers_as_a_table() -> None:
    html = draw('{% chart "c" data kind="heatmap" label="热力图" height=200 %}', data={})
    assert 'role="img" aria-label="热力图" style="height:200px"' in html
    assert 'data-chart="heatmap" data-chart-data="c-data"' in html
    assert "以表格显示" in html


def test_a_chart_may_fetch_its_data() -> None:
    html = draw('{% chart "c" src="/data/" label="图" %}')
    assert 'data-chart-src="/data/"' in html
    assert "application/json" not in html


class Form(forms.Form):
    """A field of each shape."""

    name = forms.CharField(label="名称", help_text="写清楚", max_length=5)
    day = forms.DateField(label="日期", widget=DayInput)
    kind = forms.ChoiceField(label="类型", choices=[("a", "甲")])
    tick = forms.BooleanField(label="同意", required=False)
    several = forms.MultipleChoiceField(label="多选", choices=[("a", "甲")], widget=forms.CheckboxSelectMultiple, required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_has_label_help_and_a_class_for_its_kind() -> None:
    html = draw("{% fields form %}", form=Form())
    assert '<label class="form-label required" for="id_name">名称</label>' in html
    assert 'id="id_name_helptext">写清楚<' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert re.search(r'<input type="date"[^>]*class="form-control"', html)
    assert re.search(r"<select[^>]*form-select", html)
    assert re.search(r'<input type="checkbox"[^>]*name="tick"[^>]*form-check-input|<input type="checkbox" name="tick" class="form-check-input"', html)
    assert "<legend" in html
    assert html.count('name="secret"') == 1


def test_a_wrong_field_says_so_beside_itself_and_the_first_one_has_the_focus() -> None:
    html = draw("{% fields form %}", form=Form({"name": "zu lang hier", "day": "gestern", "kind": "a"}))
    name, day = re.findall(r'<input[^>]*name="(?:name|day)"[^>]*>', html)
    assert 'aria-invalid="true"' in name
    assert 'aria-describedby="id_name_helptext id_name_error"' in name
    assert "autofocus" in name
    assert 'value="zu lang hier"' in name
    assert 'value="gestern"' in day
    assert "autofocus" not in day
    assert 'id="id_name_error"' in html
    assert html.count("is-invalid") == 2


def test_what_is_wrong_with_the_whole_stands_above() -> None:
    form = Form({"name": "a", "day": "2026-03-08", "kind": "a"})
    form.add_error(None, "<整体>")
    html = draw("{% fields form %}", form=form)
    assert 'role="alert"' in html
    assert html.index("&lt;整体&gt;") < html.index("名称")


def test_a_field_can_be_drawn_alone_with_another_label() -> None:
    assert "别名" in draw('{% field form.name label="别名" %}', form=Form())


def test_a_table_without_caption_is_a_mistake() -> None:
    with pytest.raises(TemplateSyntaxError):
        draw("{% sheet listing %}{% endsheet %}")


@pytest.mark.django_db
def test_the_whole_gallery_is_drawn_in_both_languages(cast: Cast, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.web.shell.gallery"
    for language in ("zh-hans", "en"):
        for path in ("/gallery/", "/gallery/form/"):
            assert client_of(cast.chen, language=language).get(path).status_code == 200
