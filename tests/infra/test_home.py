import os
import stat
from pathlib import Path

import pytest

from infra.local import home
from infra.local.home import Home


def test_what_holds_a_pass_may_be_read_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "stack.json"
    home.write(path, {"organiser_pass": "secret"})
    home.write(path, {"organiser_pass": "another"})

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert home.read(path) == {"organiser_pass": "another"}


def test_a_lock_tells_who_holds_it_and_ends_with_its_block(tmp_path: Path) -> None:
    lock = tmp_path / "running.lock"
    with home.held(lock):
        assert home.holder(lock) == os.getpid()
        with pytest.raises(BlockingIOError), home.held(lock):
            pass

    assert home.holder(lock) is None


def test_a_pid_that_was_left_behind_is_nobodys(tmp_path: Path) -> None:
    (tmp_path / "running.lock").write_text("1")

    assert home.holder(tmp_path / "running.lock") is None


def test_what_an_earlier_start_left_open_is_closed_and_nothing_else_is_touched(tmp_path: Path) -> None:
    place, own = Home(tmp_path), tmp_path / "thesis.txt"
    for path in (
        place.mail / "1.eml",
        place.certificates / "authority.key",
        place.archive / "forum.zip",
        place.log,
        own,
    ):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
        path.touch(0o644)
    (place.state / "link").symlink_to(own)
    tmp_path.chmod(0o755)

    place.close_to_others()

    open_to_others = {path.name for path in tmp_path.rglob("*") if path.stat().st_mode & 0o077}
    assert open_to_others == {"thesis.txt", "link"}
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert stat.S_IMODE((place.mail / "1.eml").stat().st_mode) == 0o600


def test_forgetting_leaves_alone_what_the_stack_did_not_make(tmp_path: Path) -> None:
    place = Home(tmp_path)
    home.write(place.memory, {})
    home.write(place.stack, {})
    (tmp_path / "thesis.txt").write_text("mine")

    place.forget()

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_what_is_asked_at_each_request_is_read_again_once_it_was_written_anew(tmp_path: Path) -> None:
    file = tmp_path / "launcher.json"
    assert home.recalled(file) == {}

    home.write(file, {"api_id": "first"})
    assert home.recalled(file) == {"api_id": "first"}
    assert home.recalled(file) is home.recalled(file)

    home.write(file, {"api_id": "again"})
    assert home.recalled(file) == {"api_id": "again"}
