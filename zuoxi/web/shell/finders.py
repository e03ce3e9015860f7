"""Static files from node_modules: only the files named here are served, under `vendor/`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NODE_MODULES = Path(settings.BASE) / "node_modules"
FILES = {
    "vendor/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "vendor/alpine.min.js": "@alpinejs/csp/dist/cdn.min.js",
    "vendor/echarts.min.js": "echarts/dist/echarts.min.js",
    "vendor/tom-select.min.js": "tom-select/dist/js/tom-select.complete.min.js",
    "vendor/tom-select.min.css": "tom-select/dist/css/tom-select.bootstrap5.min.css",
}


class NodeModulesFinder(BaseFinder):
    """Finds the named files of node_modules and nothing else."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self.storage = FileSystemStorage(location=str(NODE_MODULES))

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        target = FILES.get(path)
        found = str(NODE_MODULES / target) if target else None
        if find_all or kwargs.get("all"):
            return [found] if found else []
        return found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:  # noqa: ARG002
        for path in FILES:
            yield path, _Renamed(self.storage)


class _Renamed:
    """A storage that opens `vendor/…` names at their place in node_modules."""

    prefix = ""

    def __init__(self, storage: FileSystemStorage) -> None:
        self.storage = storage

    def open(self, path: str) -> Any:
        return self.storage.open(FILES[path])

    def path(self, path: str) -> str:
        return self.storage.path(FILES[path])

    def get_modified_time(self, path: str) -> Any:
        return self.storage.get_modified_time(FILES[path])
