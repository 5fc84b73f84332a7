"""What all overlays are: a panel over the screen, which Esc closes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events
from textual.await_complete import AwaitComplete
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input

from pmdesk.tui.commands import of_scopes
from pmdesk.tui.frugal import Layered
from pmdesk.tui.line import Line, Span, length

if TYPE_CHECKING:
    from pmdesk.tui.app import PmdeskApp

T = TypeVar("T")


def keys_line(keys: Iterable[tuple[str, str]], said: str, width: int) -> Line:
    """Give the last line of a panel: its keys, and what was just said; that alone where there is no room for both."""
    told = [Span(" "), *(part for key, brief in keys for part in (Span(key, "bold"), Span(f" {brief}  ", "dim")))]
    both = [*told, Span(f"  {said}", "warn")]
    return both if not said or length(both) <= width else [Span(f" {said}", "warn")]


class Overlay(Layered[T], ModalScreen[T]):
    """A panel over the screen."""

    AUTO_FOCUS = ""
    _is_composed = False

    def render_lines(self, crop: Region) -> list[Strip]:
        """Show what stands beneath as it was painted; Textual would take each piece of it apart, for every paint."""
        if self.styles.background.a > 0:
            return super().render_lines(crop)
        strips = self.lines_beneath(crop.y, crop.bottom)
        below = [Strip.blank(crop.width)] * (crop.height - len(strips))  # it may not have been resized yet
        return [*(strip.crop(crop.x, crop.right).adjust_cell_length(crop.width) for strip in strips), *below]

    def keys_told(self) -> Sequence[tuple[str, str]]:
        """Give its keys for the footer beneath, with what they do; none where it has a line of its own for them."""
        return ()

    def on_mount(self) -> None:
        """Take lines that the signs of the screen go with."""
        self.set_class(self.desk_app.looks.is_plain, "-plain")

    def on_screen_resume(self) -> None:
        """Have the footer beneath tell these keys."""
        beneath = self.desk_app.desk_screen()
        if beneath is not None:
            beneath.tell_keys()

    @property
    def stands(self) -> bool:
        """Whether it has its parts: what it is told may come before they are there, or when they are gone."""
        return self.is_running and self._is_composed and self in self.app.screen_stack

    async def _compose(self) -> None:
        await super()._compose()
        self._is_composed = True

    def not_saved(self) -> None:
        """Have the footer tell again what is saved, after something could not be."""
        view = self.desk_app.view
        if view is not None:
            self.desk_app.state = "saved" if view.book.drafts is None else "drafts, not saved"
            self.on_screen_resume()

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close the panel, unless it is closed already: work may end after it was left, and would close another one."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)

    def view_changed(self) -> None:
        """Take note that another view is shown beneath; called after anything was read anew."""

    @property
    def desk_app(self) -> PmdeskApp:
        """The app, as what it is."""
        return cast("PmdeskApp", self.app)


class Strict(Overlay[T]):
    """An overlay in which only the keys of its ``SCOPE`` do anything; of any other it says so."""

    SCOPE: ClassVar[str] = ""
    ONLY_BOUND = True
    OTHERWISE = "only these keys work here"

    def tell(self, said: str) -> None:
        """Say something beside the keys; to be given by each kind."""
        raise NotImplementedError

    def on_key(self, event: events.Key) -> None:
        """Say which keys work here, for the others."""
        known = {key for command in of_scopes((self.SCOPE,)) for key in command.bound}
        if event.key not in known and not isinstance(self.focused, Input):
            event.stop()
            self.tell(self.OTHERWISE)


class Fielded(Overlay[T]):
    """An overlay with fields, of which the one with the keys is kept in view."""

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Go to the previous field."""
        self.focus_previous()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep the field in view."""
        event.widget.scroll_visible(animate=False)
