"""Sixia (四下): the rooms, on five floors. ARCHITECTURE.md is the map."""

__version__ = "0.1.0"
