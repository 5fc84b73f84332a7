"""The client talks to one host: no proxy, no .netrc, no other host's redirect; addresses and what items hold."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.errors import InputError
from pmdesk.exchange.caldav import address, held
from pmdesk.exchange.caldav.client import open_client
from tests.exchange.ics.desk import Desk, acme, event, milestone
from tests.sync.conftest import Synching
from tests.sync.proxy import Sometimes, free_answer, is_method


def test_neither_proxies_nor_netrc_of_the_machine_are_used(
    bound: Synching, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login nobody password wrong\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    bound.well()
    assert len(bound.shelf.hrefs()) == 3


def test_the_client_verifies_and_asks_nobody_else() -> None:
    made = open_client("https://calendars.example.org/a/", "pm", "x")
    assert made.ssl_verify_cert is True
    assert made.session.trust_env is False
    assert getattr(made.session, "_revocation_configuration", None) is None
    made.close()


def test_a_redirect_within_the_host_is_followed_with_what_was_sent(bound: Synching) -> None:
    path = bound.shelf.path
    bound.proxy.fault = Sometimes(free_answer(307, f"{path}?moved"), is_method("PROPFIND"))
    bound.well()
    assert len(bound.shelf.hrefs()) == 3


def test_a_redirect_in_a_circle_ends(bound: Synching) -> None:
    bound.proxy.fault = Sometimes(free_answer(301, bound.shelf.path), is_method("PROPFIND"), times=99)
    assert "circle" in str(bound.sync().error)


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://Example.org/a b/c", None), ("https://example.org/a%20b", "https://example.org/a%20b/"),
        ("https://example.org:443/a//", "https://example.org/a/"), ("http://localhost:5232/pm/x", "http://localhost:5232/pm/x/"),
        ("https://example.org/me%40x/", "https://example.org/me@x/"), ("http://[::1]:80/a", "http://[::1]/a/"),
        ("http://127.0.0.1.example.org/", None), ("http://10.0.0.1/a", None),
    ],
)  # fmt: skip
def test_an_address_has_one_spelling(url: str, wanted: str | None) -> None:
    if wanted is None:
        with pytest.raises(InputError):
            address.checked(url)
    else:
        assert address.checked(url) == wanted
        assert address.checked(wanted) == wanted


@given(st.text())
def test_any_text_is_an_address_or_refused(text: str) -> None:
    with suppress(InputError):
        made = address.checked(text)
        assert made.startswith(("https://", "http://"))
        assert address.checked(made) == made


@given(st.text(), st.text())
def test_no_path_leads_to_another_host(href: str, location: str) -> None:
    url = "https://example.org/me/acme/"
    path = address.path_of(url, href)
    assert path is None or (path.startswith("/") or path == "")
    target = address.redirected(url, location)
    assert target is None or address.origin(target) == address.origin(url)


def test_what_is_sent_is_read_as_it_is() -> None:
    desk = Desk(*acme(), milestone(), event("2026-12-01T09:00", "2026-12-01T10:00", rrule="FREQ=WEEKLY;COUNT=5"))
    for name, data in desk.export(client="ACME", vdir=True).items():
        ours = held.of_ours(data)
        assert held.uids_in(data) == {name.removesuffix(".ics")}
        theirs = held.of_theirs({name.removesuffix(".ics"): data})[name.removesuffix(".ics")]
        assert theirs is not None
        assert held.differing(ours, theirs) == ()
        assert held.from_text(held.to_text(ours)) == ours


def test_one_item_that_nobody_can_read_spoils_no_other() -> None:
    desk = Desk(*acme(), milestone("A"), milestone("B"))
    files = {name.removesuffix(".ics"): data for name, data in desk.export(client="ACME", vdir=True).items()}
    good, bad = sorted(files)
    for broken in (
        b"", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:" + bad.encode(), files[bad].replace(b"END:VCALENDAR", b""),
        files[bad].replace(bad.encode(), good.encode()), b"\xff\xfe\x00" * 99, files[bad][: len(files[bad]) // 2],
    ):  # fmt: skip
        for items in ({good: files[good], bad: broken}, {bad: broken, good: files[good]}):
            there = held.of_theirs(items)[good]
            assert there is not None, broken
            assert held.differing(held.of_ours(files[good]), there) == ()
