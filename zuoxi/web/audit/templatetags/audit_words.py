"""The codes of the audit in words."""

from django import template

from zuoxi.core.audit import labels

register = template.Library()
register.filter("action_words", labels.action)
register.filter("about_words", labels.about)
