"""Reports as text: Jinja's templates in its sandbox, the package's own or those of a folder.

In HTML every value is escaped; in Markdown every value is made harmless, whatever filters a template uses. A name that
a template uses and that there is not is an error that names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmdesk.cleaning import clean
from pmdesk.errors import InputError
from pmdesk.model.codes import COLORS
from pmdesk.reports import words
from pmdesk.reports.markdown import neutral

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

    from pmdesk.reports.layout import Timeline
    from pmdesk.reports.view import StatusView

OWN = Path(__file__).parent / "templates"
STATUS = {"md": "status.md.jinja", "html": "status.html.jinja"}
"""The template of each form of the status report."""
TIMELINE = {"html": "timeline.html.jinja", "svg": "timeline.svg.jinja"}
"""The template of each form of the timeline page."""
FORMS = tuple(STATUS)


def status(view: StatusView, form: str, templates: Path | None = None) -> str:
    """Write a status report as md or html; InputError for a template that can't be used, with what is wrong in it."""
    return _render(STATUS[form], {"report": view}, templates)


def timeline(picture: Timeline, form: str, *, client: str, color: str, templates: Path | None = None) -> str:
    """Write a timeline as an html page or an svg file; InputError as in ``status``."""
    return _render(TIMELINE[form], {"timeline": picture, "client": client, "color": color}, templates)


def safe_color(name: str | None) -> str:
    """Give a colour that a style may hold: a name of CSS's, else a quiet one."""
    return name if name in COLORS else "slategray"


def _render(name: str, values: Mapping[str, Any], templates: Path | None) -> str:
    from jinja2 import TemplateError, TemplateSyntaxError

    if templates is not None and not templates.is_dir():
        raise InputError(f"{templates} is no folder", "one with templates such as status.md.jinja")
    environment = _environment(name.endswith(".md.jinja"), templates)
    try:
        return clean(environment.get_template(name).render(values)).rstrip("\n") + "\n"
    except TemplateSyntaxError as error:
        raise InputError(f"{error.name or name}:{error.lineno}: {error.message}") from error
    except TemplateError as error:
        raise InputError(f"{_place(error, name)}: {error.message or 'can not be used'}") from error
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, OSError) as error:
        raise InputError(f"{_place(error, name)}: {error}", "the template can't be used with this report") from error


def _place(error: BaseException, name: str) -> str:
    """Give the template and the line in which something went wrong."""
    found, trace = name, error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".jinja"):
            found = f"{Path(file).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


@lru_cache(maxsize=4)
def _environment(is_markdown: bool, templates: Path | None) -> SandboxedEnvironment:
    from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    places = [FileSystemLoader(place) for place in (templates, OWN) if place is not None]
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(places),
        undefined=StrictUndefined,
        autoescape=not is_markdown,
        finalize=_harmless if is_markdown else None,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    del environment.filters["safe"]  # nothing is let through unescaped
    environment.filters.update(
        day=words.day, short_day=words.short_day, span=words.span, shift=words.shift, line=words.line
    )
    return environment


def _harmless(value: Any) -> Any:
    return neutral(value) if isinstance(value, str) else value
