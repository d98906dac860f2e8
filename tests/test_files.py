"""Files that leave, in a folder that somebody else has laid ready."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from leadq.files import is_abandoned, list_left, part_beside, write_beside, write_bytes

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="rights and links are POSIX")


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


@POSIX
def test_a_new_file_is_its_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_bytes(tmp_path / "a", b"x", replace=False)
        write_bytes(tmp_path / "b", b"x", replace=True)
    finally:
        os.umask(before)
    assert [mode(tmp_path / name) for name in "ab"] == [0o600, 0o600]


@POSIX
@pytest.mark.parametrize("rights", [0o600, 0o640, 0o400])
def test_a_file_that_is_replaced_keeps_its_rights(tmp_path: Path, rights: int) -> None:
    place = tmp_path / "a"
    place.write_text("old")
    place.chmod(rights)
    write_bytes(place, b"new", replace=True)
    assert (place.read_bytes(), mode(place)) == (b"new", rights)


@POSIX
@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can give away")
def test_the_rights_of_anothers_file_are_not_kept(tmp_path: Path) -> None:
    place = tmp_path / "a"
    place.write_text("planted")
    place.chmod(0o666)
    os.chown(place, 65534, 65534)
    write_bytes(place, b"new", replace=True)
    assert mode(place) == 0o600


@POSIX
@pytest.mark.parametrize("replace", [True, False])
def test_a_planted_link_is_never_followed(tmp_path: Path, replace: bool) -> None:
    target, place = tmp_path / "profile", tmp_path / "a"
    target.write_text("mine")
    place.symlink_to(target)
    if replace:
        write_bytes(place, b"new", replace=True)
        assert place.read_bytes() == b"new" and not place.is_symlink()
    else:
        with pytest.raises(FileExistsError):
            write_bytes(place, b"new", replace=False)
        assert place.is_symlink()
    assert target.read_text() == "mine"


@POSIX
def test_the_name_on_the_way_cannot_be_laid_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "profile"
    monkeypatch.setattr("leadq.files.os.urandom", lambda size: bytes(size))
    (tmp_path / f".leadq-{bytes(8).hex()}.part").symlink_to(target)
    with pytest.raises(FileExistsError):
        write_bytes(tmp_path / "a", b"x", replace=True)
    assert not target.exists()


def test_two_files_on_the_way_have_two_names(tmp_path: Path) -> None:
    with part_beside(tmp_path / "a") as first, part_beside(tmp_path / "a") as second:
        assert first != second
        assert list_left(tmp_path) == sorted([first, second])
    assert list(tmp_path.iterdir()) == []


def test_a_name_taken_meanwhile_stays_as_it_is(tmp_path: Path) -> None:
    place = tmp_path / "a"
    with pytest.raises(FileExistsError):
        write_beside(place, lambda _stream: place.write_text("theirs"), replace=False)
    assert place.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [place]


@POSIX
def test_a_disk_without_second_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError(1, "not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write_bytes(tmp_path / "a", b"x", replace=False)
    with pytest.raises(FileExistsError):
        write_bytes(tmp_path / "a", b"y", replace=False)
    assert (tmp_path / "a").read_bytes() == b"x"
    assert list_left(tmp_path) == []


def test_what_killed_writers_left_goes_with_the_next_file(tmp_path: Path) -> None:
    place = tmp_path / "a"
    write_bytes(place, b"x", replace=False)
    now = place.stat().st_mtime
    for name, age in (("old", 120), ("new", 10)):
        left = tmp_path / f".leadq-{name}.part"
        left.touch()
        os.utime(left, (now - age, now - age))
        assert is_abandoned(left)
    write_bytes(place, b"y", replace=True)
    assert [left.name for left in list_left(tmp_path)] == [".leadq-new.part"]


@POSIX
def test_a_file_that_takes_long_is_not_swept(tmp_path: Path) -> None:
    with part_beside(tmp_path / "a") as part:
        before = part.stat().st_mtime - 7200
        os.utime(part, (before, before))
        assert not is_abandoned(part)
        write_bytes(tmp_path / "b", b"x", replace=True)
        assert list_left(tmp_path) == [part]
