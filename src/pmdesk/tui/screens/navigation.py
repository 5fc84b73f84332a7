"""The keys that lead somewhere: screens, contexts, finders, help, out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pmdesk.tui.commands import LISTS, TITLES
from pmdesk.tui.screens.acting import Acting

if TYPE_CHECKING:
    from pmdesk.tui.widgets.drawn import Acted

FOUND_ON = {"vendor": "vendors", "contact": "contacts", "note": "notes"}
"""Where what is found by name stands, by kind; anything else on the timeline."""


class Navigation(Acting):
    """A screen that asks the overlays, and does what they answer."""

    async def _go(self, name: str) -> None:
        if (name in TITLES or name in LISTS) and name != self.app.current_mode:
            came_from = self.app.current_mode
            await self.app.switch_mode(name)
            screen = self.desk_app.desk_screen()
            if screen is not None and name in LISTS and came_from in TITLES:
                screen.came_from = came_from

    async def action_go_screen(self, name: str) -> None:
        """Go to a screen."""
        await self._go(name)

    async def show_on_timeline(self, ref: str, day: date | None) -> None:
        """Go to the timeline, with the cursor on a thing and a day."""
        await self.show_on("timeline", ref, day)

    async def show_on(self, name: str, ref: str, day: date | None, *, opened: bool = False) -> None:
        """Go to a screen, with the cursor on a thing and a day; ``opened`` opens it there."""
        await self._go(name)
        screen = self.desk_app.desk_screen()
        if screen is None:
            return
        if opened:
            screen.open_at(ref)
        else:
            screen.point_at(ref, day)

    def action_go(self) -> None:
        """Open the go-to menu."""
        from pmdesk.tui.overlays.go_menu import GoMenu

        def answered(chosen: str | None) -> None:
            if chosen == "lock":
                self.desk_app.action_lock()
            elif chosen == "lists":
                self.action_lists()
            elif chosen == "first":
                self.first_row()
            elif chosen:
                self.run_worker(self._go(chosen), exclusive=True)

        self.app.push_screen(GoMenu(), answered)

    def action_lists(self) -> None:
        """Choose among the lists of what has no screen of its own."""
        from pmdesk.tui.overlays.go_menu import lists_finder

        self.app.push_screen(lists_finder(), self._found)

    def first_row(self) -> None:
        """Do what ``g g`` does here."""
        focused = self.focused
        if focused is not None and hasattr(focused, "action_first"):
            focused.action_first()

    def action_help(self) -> None:
        """List the keys that work here."""
        from pmdesk.tui.overlays.help import help_finder

        self.app.push_screen(help_finder(self.SCOPES, is_locked=self.desk_app.context.locked), self._found)

    def action_palette(self) -> None:
        """Find anything by name."""
        if self.view is None:
            return
        from pmdesk.tui.overlays.palette import palette_finder

        self.app.push_screen(palette_finder(self.desk_app), self._found)

    def action_switch(self) -> None:
        """Open the switcher."""
        if self.view is None or self._is_held():
            return
        from pmdesk.tui.overlays.palette import switcher_finder

        self.app.push_screen(switcher_finder(self.desk_app), self._found)

    def _found(self, act: str | None) -> None:
        if act:
            self.run_worker(self.do(act))

    async def do(self, act: str) -> None:
        """Do what a finder, or a click on a bar, asked for: ``client KEY``, ``screen NAME``, ``ref REF``, a command."""
        head, _, rest = act.partition(" ")
        if head == "client":
            self._focus(rest or None)
        elif head == "screen":
            await self._go(rest)
        elif head == "ref":
            await self._open_ref(rest)
        elif head == "conflicts":
            await self._go("conflicts")
        elif head == "none":
            return
        elif head == "do":
            target = self.focused if self.focused is not None and self._is_local(rest) else self
            await self.app.run_action(rest, target)
        else:
            await self.app.run_action(act, self)

    def _is_local(self, action: str) -> bool:
        return hasattr(self.focused, f"action_{action.partition('(')[0]}")

    async def _open_ref(self, ref: str) -> None:
        from pmdesk.tui import refs

        view = self.view
        if view is None:
            return
        kind = ref.partition("/")[0]
        client = refs.client_of(view.portfolio, ref)
        if view.focus and client and client != view.focus:
            self._focus(client)
        if kind in FOUND_ON:
            await self.show_on(FOUND_ON[kind], ref, None, opened=kind == "vendor")
            return
        milestone = view.find_milestone(ref)
        await self.show_on_timeline(ref, milestone.due if milestone else None)

    async def on_acted(self, message: Acted) -> None:
        """Do what a click asked for."""
        await self.do(message.act)

    def _is_held(self) -> bool:
        """Tell whether the context can't change, and say so."""
        locked = self.desk_app.context.locked
        if locked:
            self.say("locked: ctrl+l, or g x, asks for the word that unlocks", "dim")
        return locked

    def lacks_clients(self, verb: str) -> bool:
        """Tell whether there is no client yet, and say that one comes first."""
        if self.view is None or self.view.portfolio.clients:
            return False
        self.say(f"{verb}: a client comes first, A adds one", "dim")
        return True

    def _focus(self, client: str | None) -> None:
        if self._is_held():
            return
        self.desk_app.set_context(self.desk_app.context.switch(client))

    def action_everyone(self) -> None:
        """Show all clients."""
        self._focus(None)

    def action_pin(self, digit: int) -> None:
        """Focus the client of a digit."""
        if self.view is None or self._is_held():
            return
        client = next((row for row in self.view.active if row.pin == digit), None)
        if client is None:
            self.say(f"no client is pinned to {digit}: c finds any by name", "dim")
        else:
            self._focus(client.key)

    def action_last_context(self) -> None:
        """Go back to the last context."""
        if self._is_held():
            return
        context = self.desk_app.context
        if context.back() == context:
            self.say("b goes back to the last context: there is none yet", "dim")
        self.desk_app.set_context(context.back())

    def action_next_theme(self) -> None:
        """Take the next of the own themes."""
        from pmdesk.tui.themes import THEMES

        names = [theme.name for theme in THEMES]
        at = names.index(self.app.theme) + 1 if self.app.theme in names else 0
        self.app.theme = names[at % len(names)]
        if self.desk_app.keeper:
            self.desk_app.keeper.remember("theme", self.app.theme)

    def action_back_or_quit(self) -> None:
        """Quit; nothing can be lost, so it does not ask."""
        self.app.exit()
