"""Translation catalogues: one .po per area under zuoxi/locale/<language>/, compiled into one django.mo per language without gettext's own tools."""

import argparse
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "zuoxi" / "locale"


def merged(folder: Path) -> polib.POFile:
    """All areas of one language in one catalogue; two areas that translate one text differently are an error."""
    result = polib.POFile()
    result.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=1; plural=0;"}
    seen: dict[tuple[str | None, str], polib.POEntry] = {}
    for path in sorted(folder.glob("*.po")):
        for entry in polib.pofile(str(path)):
            key = (entry.msgctxt, entry.msgid)
            if key not in seen:
                seen[key] = entry
                result.append(entry)
            elif (seen[key].msgstr, seen[key].msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
                raise SystemExit(f"{path}: {entry.msgid!r} is translated differently elsewhere")
    return result


def compile_catalogues() -> list[Path]:
    """Compile every language whose .mo is missing or older than one of its .po files; return what was written."""
    written = []
    for folder in sorted(path for path in LOCALE.iterdir() if path.is_dir()):
        target = folder / "LC_MESSAGES" / "django.mo"
        newest = max((path.stat().st_mtime for path in folder.glob("*.po")), default=0)
        if not target.exists() or target.stat().st_mtime < newest:
            target.parent.mkdir(exist_ok=True)
            merged(folder).save_as_mofile(str(target))
            written.append(target)
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["compile"])
    parser.add_argument("--quiet", action="store_true")
    arguments = parser.parse_args()
    for path in compile_catalogues():
        if not arguments.quiet:
            print(path)


if __name__ == "__main__":
    main()
