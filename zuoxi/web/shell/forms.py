"""Form pieces of every page: inputs that look alike, days, weeks, times, people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from zuoxi.people.models import Person
from zuoxi.web.shell import numbers

Row = TypeVar("Row", bound=Model)


class DayInput(forms.DateInput):
    """The browser's own day picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """The browser's own time picker, 24 hours."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class WeekInput(forms.TextInput):
    """The browser's own week picker; where there is none, a text such as 2026-W10."""

    input_type = "week"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"pattern": "[0-9]{4}-W[0-5][0-9]", "placeholder": "2026-W10", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return week_of(value) if isinstance(value, date) else value or None


def week_of(day: date) -> str:
    """2026-W10, the ISO week of a day; it starts on Monday."""
    return f"{day:%G-W%V}"


class DayField(forms.DateField):
    """A day; also 2026/3/8 and 20260308 are understood."""

    widget = DayInput
    default_error_messages = {"invalid": _("Write the day as 2026-03-08.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"], **kwargs)


class WeekField(forms.CharField):
    """A week, returned as its Monday."""

    widget = WeekInput
    default_error_messages = {"invalid": _("Write the week as 2026-W10.")}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            year, week = str(text).upper().split("-W")
            return date.fromisocalendar(int(year), int(week), 1)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


def days_of(monday: date) -> list[date]:
    """The seven days of a week."""
    return [monday + timedelta(days=n) for n in range(7)]


class PersonInput(forms.Select):
    """Search by name, pinyin, initials or work number; the list is asked for while one types."""

    class Media:
        css = {"all": ["vendor/tom-select.min.css"]}
        js = ["vendor/tom-select.min.js", "shell/people.js"]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-people": reverse_lazy("people:search"), **(attrs or {})})

    def optgroups(self, name: str, value: Any, attrs: dict[str, Any] | None = None) -> list[tuple[str | None, list[dict[str, Any]], int | None]]:  # noqa: ARG002
        """Only what is chosen stands in the page; the rest comes by search."""
        chosen = numbers.wholes(map(str, value))
        field = self.choices
        people = field.queryset.filter(pk__in=chosen) if chosen and isinstance(field, forms.models.ModelChoiceIterator) else []
        options = [self.create_option(name, person.pk, str(person), True, n) for n, person in enumerate(people)]
        blank = [] if self.allow_multiple_selected else [self.create_option(name, "", "", not options, len(options))]
        return [(None, blank + options, 0)]


class PeopleInput(PersonInput, forms.SelectMultiple):
    """The same for several people."""

    allow_multiple_selected = True


class PersonField(forms.ModelChoiceField[Person]):
    """One of the people that `queryset` allows (give `visible_to(person)`)."""

    widget = PersonInput

    def __init__(self, queryset: QuerySet[Person] | None = None, **kwargs: Any) -> None:
        super().__init__(Person.objects.none() if queryset is None else queryset, **kwargs)


class RowsField(forms.ModelMultipleChoiceField[Row]):
    """Several rows, chosen by their numbers; what cannot be the number of a row is refused before the database is asked."""

    def clean(self, value: Any) -> Any:
        strange = [one for one in value or [] if numbers.whole(str(one)) is None] if isinstance(value, (list, tuple)) else []
        if strange:
            raise ValidationError(self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": str(strange[0])[:20]})
        return super().clean(value)


class PeopleField(RowsField[Person]):
    """Several of the people that `queryset` allows."""

    widget = PeopleInput

    def __init__(self, queryset: QuerySet[Person] | None = None, **kwargs: Any) -> None:
        super().__init__(Person.objects.none() if queryset is None else queryset, **kwargs)


class SearchForm(forms.Form):
    """One line of search; control characters are refused by the field, the length is bounded."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, strip=True)
