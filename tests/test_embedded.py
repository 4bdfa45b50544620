"""The PostgreSQL that comes with the program: up for anyone, once, and after every kind of bad end."""

import os
import stat
import subprocess
import sys
from urllib.parse import unquote

import psycopg
import pytest
from django.conf import settings

from config import embedded


@pytest.fixture
def house(tmp_path):
    """A server of our own in a folder that only its owner may enter."""
    tmp_path.chmod(0o700)
    server = embedded.house(tmp_path / "var")
    yield server
    server.stop()


def test_it_keeps_what_was_written(house):
    house.start()
    with psycopg.connect(house.url()) as connection:
        connection.execute("create table words (word text)")
        connection.execute("insert into words values ('石桥镇')")

    house.stop()
    house.start()

    with psycopg.connect(house.url()) as connection:
        assert connection.execute("select word from words").fetchall() == [("石桥镇",)]


def test_starting_twice_is_starting_once(house):
    house.start()
    pid = house.running_pid()

    house.start()

    assert house.running_pid() == pid


def test_two_who_start_it_at_the_same_time_both_find_it_up(house):
    environment = {**os.environ, "SIXIA_VAR": str(house.data.parent)}
    command = [sys.executable, "-m", "config.embedded", "start"]

    both = [subprocess.Popen(command, cwd=settings.ROOT, env=environment) for _ in range(2)]

    assert [process.wait(60) for process in both] == [0, 0]
    assert house.answers(embedded.NAME)


def test_it_comes_back_after_being_killed(house):
    house.start()
    os.kill(house.running_pid(), 9)
    while house.running_pid():
        pass

    house.start()

    assert house.answers(embedded.NAME)


def test_a_pid_file_that_names_a_stranger_does_not_hinder_it(house):
    house.start()
    house.stop()
    (house.data / "postmaster.pid").write_text(f"{os.getpid()}\n{house.data}\n")

    house.start()

    assert house.answers(embedded.NAME)


def test_half_made_data_are_made_anew(house):
    half = house.data.with_name("pg.fresh")
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    house.start()

    assert house.answers(embedded.NAME)


def test_data_of_another_version_are_left_alone_and_said_so(house):
    house.data.mkdir(parents=True)
    (house.data / "PG_VERSION").write_text("14\n")

    with pytest.raises(embedded.NotStarted, match="written by PostgreSQL 14"):
        house.start()


def test_it_widens_no_permission(house):
    folders = [house.data.parent.parent, house.programs]
    before = [stat.S_IMODE(folder.stat().st_mode) for folder in folders]

    house.start()

    assert [stat.S_IMODE(folder.stat().st_mode) for folder in folders] == before
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (house.data, house.sockets)] == [0o700, 0o700]


def test_it_does_not_listen_on_the_network(house):
    house.start()

    with psycopg.connect(house.url()) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)


def test_the_program_is_not_the_master_of_its_server(house):
    house.start()

    with psycopg.connect(house.url()) as connection:
        assert connection.execute("select rolsuper from pg_roles where rolname = current_user").fetchone() == (False,)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may not run PostgreSQL")
def test_root_runs_it_as_somebody_else(house):
    house.start()

    owner = os.stat(f"/proc/{house.running_pid()}").st_uid
    assert owner != 0 or house.data.stat().st_uid == 0  # the latter: in a user namespace of its own


def test_a_deep_checkout_gets_a_short_socket(tmp_path):
    deep = tmp_path / ("d" * 100)

    folder = embedded.socket_folder(deep)

    assert len(os.fsencode(folder / embedded.SOCKET)) <= embedded.LONGEST_SOCKET
    assert unquote(embedded.url(deep)).endswith(f"?host={folder}")


def test_a_short_socket_in_a_folder_of_someone_else_is_refused(house, tmp_path, monkeypatch):
    trap = tmp_path / "trap"
    trap.symlink_to(tmp_path)
    server = embedded.Server(house.programs, house.data, trap)

    with pytest.raises(embedded.NotStarted, match="belongs to someone else"):
        server.start()


def test_a_throw_away_server_leaves_nothing():
    with embedded.throwaway(embedded.carried(), loopback=True) as server:
        assert server.answers(embedded.NAME)
        folder = server.data.parent

    assert not folder.exists()
    assert not server.answers(embedded.NAME)


@pytest.mark.parametrize("says, mib", [("536870912\n", 512), ("max\n", None), (None, None)])
def test_in_a_container_it_takes_its_share_of_what_the_container_has(tmp_path, says, mib):
    limit = tmp_path / "memory.max"
    if says:
        limit.write_text(says)

    assert embedded.memory_mib((limit,)) == (mib or embedded.memory_mib(()))
