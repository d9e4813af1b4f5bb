"""`dougong check FILE`: everything there is to say about a definition, in the order of the file."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from builder.commands.command import Stop
from engine.app.compile import compile_app
from engine.app.compiled import CompiledApp
from engine.app.read import parse_text
from engine.kernel.diagnostics import Diagnostic, Severity


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="an app definition, e.g. templates/loan_crm.json")
    parser.add_argument("--english", action="store_true", help="say it in English")


def run(options: Namespace) -> int:
    app, found = compiled_file(options.file)
    tell(found, english=options.english)
    errors = sum(each.severity is Severity.ERROR for each in found)
    if app is not None:
        fields = sum(len(form.entity.own) for form in app.forms.values())
        print(f"{app.key} {app.version}: {len(app.forms)} forms, {fields} fields, {len(app.flows)} flows, no errors")
    else:
        print(f"{errors} errors, {len(found) - errors} warnings", file=sys.stderr)
    return 0 if app is not None else 1


def compiled_file(file: Path) -> tuple[CompiledApp | None, Sequence[Diagnostic]]:
    """The app of a file, with all diagnostics."""
    try:
        text = file.read_bytes()
    except OSError as error:
        raise Stop(f"Cannot read {file}: {error.strerror}.") from None
    document = parse_text(text)
    if isinstance(document, tuple):
        return None, document
    return compile_app(document)


def tell(found: Sequence[Diagnostic], *, english: bool) -> None:
    """One line each: severity, code, JSON Pointer, place in the text, sentence."""
    for each in found:
        span = "" if each.span is None else f" [{each.span.start}:{each.span.end}]"
        said = each.message.en if english else each.message.zh
        print(f"{each.severity}: {each.code} at {each.path or '/'}{span}: {said}", file=sys.stderr)
