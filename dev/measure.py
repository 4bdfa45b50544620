"""The sizes of the house beside what they were a month ago. Guidance, never a gate: a number broken for clarity is fine.

The aims are those of the codebases we look up to; the last column says where it is worth looking again.
"""

import ast
import io
import statistics
import subprocess
import tarfile
from collections import Counter
from collections.abc import Iterator

Files = dict[str, str]

WORTH_A_LOOK = 50  # lines of a function


def files_at(commit: str) -> Files:
    archive = subprocess.run(["git", "archive", "--format=tar", commit], capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        wanted = (member for member in tar if member.isfile() and member.name.endswith((".py", ".html")))
        return {member.name: tar.extractfile(member).read().decode() for member in wanted}  # type: ignore[union-attr]


def month_ago() -> str:
    found = subprocess.run(
        ["git", "log", "-1", "--before=1 month ago", "--format=%H"], capture_output=True, text=True, check=True
    )
    return found.stdout.strip()


def is_test(path: str) -> bool:
    return "/tests/" in path or path.startswith("tests/") or path.endswith("conftest.py")


def code(files: Files) -> Files:
    ours = ("sixia/", "config/", "dev/")
    return {
        path: text
        for path, text in files.items()
        if path.endswith(".py") and path.startswith(ours) and not is_test(path) and "/migrations/" not in path
    }


def functions(files: Files) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path, text in files.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def quantile(values: list[int], share: float) -> int:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)] if values else 0


def room_of(path: str) -> str:
    parts = path.split("/")
    return "/".join(parts[1:4] if parts[2] == "integrations" else parts[1:3])


def measure(files: Files) -> dict[str, str]:
    ours = code(files)
    lines = {path: len(text.splitlines()) for path, text in ours.items() if text.strip()}
    spans = [length(node) for _, node in functions(ours)]
    views = [length(node) for path, node in functions(ours) if "views" in path]
    templates = [len(text.splitlines()) for path, text in files.items() if path.endswith(".html")]
    tests = sum(len(text.splitlines()) for path, text in files.items() if path.endswith(".py") and is_test(path))
    rooms: Counter[str] = Counter()
    for path, count in lines.items():
        if path.startswith("sixia/") and path.count("/") > 2:
            rooms[room_of(path)] += count
    widest = rooms.most_common(1)[0] if rooms else ("none", 0)
    total = sum(lines.values()) or 1
    return {
        "function, median": str(round(statistics.median(spans or [0]))),
        "function, 95 of 100": str(quantile(spans, 0.95)),
        "file, median": str(round(statistics.median(lines.values() or [0]))),
        "lines in files over 400": f"{100 * sum(count for count in lines.values() if count > 400) / total:.0f} %",
        "view function, 95 of 100": str(quantile(views, 0.95)),
        "template, 95 of 100": str(quantile(templates, 0.95)),
        "widest room": f"{widest[1]} ({widest[0]})",
        "lines of code": str(total),
        "lines of test per line": f"{tests / total:.2f}",
        "signals received": str(sum(text.count("@receiver(") for text in ours.values())),
    }


AIMS = {
    "function, median": "7 or less",
    "function, 95 of 100": "30 or less",
    "file, median": "100 or less",
    "lines in files over 400": "under 10 %",
    "view function, 95 of 100": "15 or less",
    "template, 95 of 100": "100 or less",
    "widest room": "2500 or less",
    "lines of code": "",
    "lines of test per line": "1.2 to 1.5",
    "signals received": "0 to 3",
}

if __name__ == "__main__":
    before = month_ago()
    now, then = measure(files_at("HEAD")), measure(files_at(before)) if before else {}
    print(f"{'':28}{'now':>28}{'a month ago':>24}   aim")
    for what, aim in AIMS.items():
        print(f"{what:28}{now[what]:>28}{then.get(what, '–'):>24}   {aim}")
    long = [(length(node), path, node.name) for path, node in functions(code(files_at("HEAD"))) if length(node) > WORTH_A_LOOK]
    for span, path, name in sorted(long, reverse=True)[:10]:
        print(f"look again: {path}: {name} has {span} lines")
