"""Addresses of planning that other parts ask for."""

from __future__ import annotations

from django.urls import reverse

from zuoxi.core.models import Job


def made_by(job: Job) -> str:
    """The forecast that a finished job made."""
    return reverse("planning:forecast", args=[job.result["forecast"]]) if job.result else reverse("planning:forecasts")
