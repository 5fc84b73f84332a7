"""What all overlays are: a panel over the screen, which Esc closes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from textual.screen import ModalScreen

from pmdesk.tui.frugal import paint_frugally

if TYPE_CHECKING:
    from pmdesk.tui.app import PmdeskApp

T = TypeVar("T")


class Overlay(ModalScreen[T]):
    """A panel over the screen."""

    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        paint_frugally(self)

    def view_changed(self) -> None:
        """Take note that another view is shown beneath; called after anything was read anew."""

    @property
    def desk_app(self) -> PmdeskApp:
        """The app, as what it is."""
        return cast("PmdeskApp", self.app)
