"""Tags and filters of every page; documented in `docs/guides/pages.md`. They are built in: no `{% load %}` is needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from secrets import token_urlsafe
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from zuoxi.core.models import Job
from zuoxi.web.shell import formats, icons, navigation
from zuoxi.web.shell.listing import Listing
from zuoxi.web.shell.progress import Progress

register = template.Library()

for _name in ("day", "clock", "moment", "weekday", "minutes_seconds", "hours_minutes", "percent", "number"):
    register.filter(_name, getattr(formats, _name))
register.simple_tag(formats.span, name="span")
register.simple_tag(icons.icon, name="icon")
register.filter("grouped", navigation.grouped)


@register.filter
def dashed(value: Any) -> Any:
    """The value, or `--` where there is none; 0 stays 0."""
    return formats.NONE if value is None or value == "" else value


@register.simple_tag
def once() -> SafeString:
    """Inside a form that makes something: however often it is sent, it makes one."""
    return format_html('<input type="hidden" name="once" value="{}">', token_urlsafe(18))


CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxInput, "form-check-input"),
    (forms.Select, "form-select"),
    (forms.HiddenInput, ""),
    (forms.Widget, "form-control"),
)


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """The bare input of a form field in the house style; `aria-describedby` and `aria-invalid` come from Django."""
    kind = next(css for cls, css in CLASSES if isinstance(field.field.widget, cls))
    own = field.field.widget.attrs.get("class", "")
    css = " ".join(part for part in (own, kind, "is-invalid" if field.errors else "") if part)
    first = next((name for name in field.form.errors if name in field.form.fields), None)
    return field.as_widget(attrs={"class": css, **({"autofocus": True} if field.errors and field.name == first else {})})


@register.inclusion_tag("shell/parts/field.html")
def field(field: BoundField, label: str | None = None) -> dict[str, Any]:
    """A form field with label, help and errors."""
    tick = isinstance(field.field.widget, forms.CheckboxInput)
    group = isinstance(field.field.widget, forms.CheckboxSelectMultiple | forms.RadioSelect)
    return {"field": field, "label": label or field.label, "is_tick": tick, "is_group": group}


@register.inclusion_tag("shell/parts/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form, with what is wrong with the whole above."""
    return {"form": form}


@register.simple_block_tag
def sheet(content: str, listing: Listing, caption: str, empty: str = "", tall: bool = False) -> SafeString:
    """A table: sortable head, the rows between the tags, pages. `empty` says why there is nothing; `tall` lets it grow with the page."""
    return render_to_string("shell/parts/sheet.html", {"listing": listing, "caption": caption, "content": content, "empty": empty, "tall": tall})


@register.inclusion_tag("shell/parts/empty.html")
def empty_state(reason: str, url: str = "", action: str = "", icon: str = "mood-empty", hint: str = "") -> dict[str, Any]:
    """Why there is nothing here, and what to do next."""
    return {"reason": reason, "url": url, "action": action, "icon_name": icon, "hint": hint}


@register.inclusion_tag("shell/parts/badge.html")
def badge(text: Any, tone: str = "neutral", icon: str = "") -> dict[str, Any]:
    """A short state: `neutral`, `info`, `good`, `warning`, `bad`. The text carries the meaning, the colour only helps."""
    return {"text": text, "tone": tone, "icon_name": icon}


@register.inclusion_tag("shell/parts/tabs.html")
def tabs(items: Sequence[tuple[Any, str, bool]], label: str) -> dict[str, Any]:
    """Links to sister pages: `(label, url, is_current)`."""
    return {"items": items, "label": label}


@register.inclusion_tag("shell/parts/legend.html")
def legend(items: Iterable[tuple[Any, str]]) -> dict[str, Any]:
    """What the colours mean: `(label, colour)`; the colour is `#rrggbb` or a CSS variable."""
    return {"items": items}


@register.inclusion_tag("shell/parts/difflist.html")
def difflist(changes: Iterable[Mapping[str, Any]], empty: str = "") -> dict[str, Any]:
    """What differs: rows with `what`, `before`, `after` (None: was not there, or is there no more)."""
    return {"changes": list(changes), "empty": empty}


@register.inclusion_tag("shell/parts/figures.html")
def figures(items: Iterable[tuple[Any, Any, Any]]) -> dict[str, Any]:
    """A row of key figures: `(label, value, unit)`."""
    return {"items": items}


@register.inclusion_tag("shell/parts/chart.html")
def chart(name: str, data: Any = None, kind: str = "lines", label: str = "", height: int = 320, src: str = "") -> dict[str, Any]:
    """A chart (see `static/shell/chart.js`): its data stands in the page or is fetched from `src`; `label` says what it shows."""
    return {"name": name, "data_id": f"{name}-data", "data": data, "kind": kind, "label": label, "height": height, "src": src}


@register.inclusion_tag("shell/parts/job.html", takes_context=True)
def job_progress(context: Context, job: Job) -> dict[str, Any]:
    """How far a job is, with cancel; asks again every second until it ends."""
    return {"progress": Progress(job, timezone.now()), "csrf_token": context.get("csrf_token")}
