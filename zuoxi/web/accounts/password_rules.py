"""The password profile as Django's forms ask for it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from zuoxi.core.sentences import sentence
from zuoxi.people import account_policy, passwords
from zuoxi.people.models import Person


class Profile:
    """Named in AUTH_PASSWORD_VALIDATORS; the numbers are policy."""

    def validate(self, password: str, user: Any = None) -> None:
        policy = account_policy.passwords_in_force(timezone.now())
        found = passwords.weaknesses(password, person=user if isinstance(user, Person) else None, policy=policy)
        if found:
            raise ValidationError([ValidationError(sentence(one.code, one.facts), code=one.code) for one in found])

    def get_help_text(self) -> str:
        policy = account_policy.passwords_in_force(timezone.now())
        if policy.is_dengbao:
            return _("At least %(least)s characters of %(kinds)s kinds (capitals, small letters, digits, signs), changed every %(days)s days.") % {
                "least": policy.dengbao_least,
                "kinds": policy.dengbao_kinds,
                "days": policy.dengbao_days,
            }
        return _("At least %(least)s characters. Several words in a row are good; you may paste from a password manager.") % {"least": policy.least}
