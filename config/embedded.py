"""The PostgreSQL that comes with the program."""

from pathlib import Path


def url(var: Path) -> str:
    return f"postgresql://sixia@/sixia?host={var / 'run'}"
