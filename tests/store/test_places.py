"""A store in a synced folder, or on the network, gets a warning that says why and what instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmdesk.store import driver, places


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Acme Retail)", "Dropbox"),
        ("OneDrive - Acme Retail/work", "OneDrive"),
        ("Google Drive/My Drive", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-me@example.org", "a cloud service"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Nextcloud/desk", "Nextcloud"),
    ],
)
def test_a_synced_folder_is_told_by_its_name(tmp_path: Path, folder: str, service: str) -> None:
    words = places.warning(tmp_path / folder / "pmdesk.db")
    assert service in words
    assert "--store" in words


def test_a_synced_folder_is_told_by_what_lies_in_it(tmp_path: Path) -> None:
    (tmp_path / "shared" / "deep").mkdir(parents=True)
    (tmp_path / "shared" / ".stfolder").mkdir()
    assert "Syncthing" in places.warning(tmp_path / "shared" / "deep" / "pmdesk.db")


def test_a_link_into_a_synced_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox")
    assert "Dropbox" in places.warning(tmp_path / "plain" / "pmdesk.db")


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(driver, "file_system", lambda _path: kind)
    assert kind in places.warning(tmp_path / "pmdesk.db")


@pytest.mark.parametrize("name", ["desk", "boxes", "mybox", "dropboxes", "drive"])
def test_any_other_folder_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(driver, "file_system", lambda _path: "ext4")
    assert places.warning(tmp_path / name / "Dropbox") == ""
