"""Where results go: looked at before the work and not after it, by writing there for a moment."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile

from zuoxi.core.tables.writing import disk_full
from zuoxi.engine.finding import Refusal


def check_file(path: Path, code: str = "file_plan.unwritable") -> None:
    """A file can stand there: in a folder that takes files, under a name that is not too long, in place of nothing but a file."""
    try:
        if path.exists() and not path.is_file():
            raise Refusal(code, file=str(path))
        _try(path.parent)
    except OSError as error:
        raise disk_full(error, path) or Refusal(code, file=str(path)) from error


def check_folder(folder: Path) -> None:
    """The folder is there, or its parent is, and takes files."""
    try:
        if folder.exists() and not folder.is_dir():
            raise Refusal("file_plan.unwritable", file=str(folder))
        _try(folder if folder.exists() else folder.parent)
    except OSError as error:
        raise disk_full(error, folder) or Refusal("file_plan.unwritable", file=str(folder)) from error


def _try(folder: Path) -> None:
    with TemporaryFile(dir=folder):
        pass
