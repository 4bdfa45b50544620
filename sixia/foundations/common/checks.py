"""sixia.E001: every view of ours has a door. sixia.E002: a petitioner's door stands on an address with a number."""

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

OURS = ("sixia", "config")
NINJA = "ninja"  # mounts its own root and description beside our operations


@dataclass(frozen=True)
class Address:
    """One address of the program, what stands behind it, and whether our own addresses name it."""

    route: str
    pattern: URLPattern
    views: tuple[Callable[..., Any], ...]
    mounted_by_us: bool

    @property
    def ours(self) -> bool:
        return any(self.is_ours(view) for view in self.views)

    def is_ours(self, view: Callable[..., Any]) -> bool:
        """A view of others is a way into our house too when our own addresses name it, and theirs when they include it."""
        package = module_of(view).split(".")[0]
        return package in OURS or (self.mounted_by_us and package != NINJA)

    @property
    def doors(self) -> list[str]:
        return [getattr(view, "door", "") for view in self.views]


def every_view_has_a_door(*, app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    return [error for address in addresses() for error in _wrong_with(address)]


def addresses(resolver: URLResolver | None = None) -> Iterator[Address]:
    """Every address of the URLconf, machine interfaces operation by operation."""
    resolver = resolver or get_resolver()
    yield from _walk(resolver.url_patterns, "", _is_our_urlconf(resolver, above=True))


def views_behind(callback: Callable[..., Any]) -> tuple[Callable[..., Any], ...]:
    """The functions a mark can stand on: the view itself, or each operation of a machine interface's address."""
    while isinstance(callback, partial):
        callback = callback.func
    if inspect.isfunction(callback) and callback.__module__ == "ninja.operation":
        path_view = inspect.getclosurevars(callback).nonlocals["self"]
        return tuple(operation.view_func for operation in path_view.operations)
    return (callback,)


def module_of(view: Callable[..., Any]) -> str:
    owner = getattr(view, "view_class", view)
    return getattr(owner, "__module__", None) or type(owner).__module__


def _walk(patterns: Sequence[URLPattern | URLResolver], route: str, ours: bool) -> Iterator[Address]:
    for pattern in patterns:
        below = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, below, _is_our_urlconf(pattern, above=ours))
        else:
            yield Address(below, pattern, views_behind(pattern.callback), ours)


def _is_our_urlconf(resolver: URLResolver, *, above: bool) -> bool:
    """A plain list of patterns belongs to whoever includes it."""
    conf = resolver.urlconf_name
    name = conf.__name__ if isinstance(conf, ModuleType) else conf
    return name.split(".")[0] in OURS if isinstance(name, str) else above


def _wrong_with(address: Address) -> Iterator[CheckMessage]:
    for view, door in zip(address.views, address.doors, strict=True):
        named = f"{module_of(view)}.{getattr(view, '__qualname__', view)}"
        if not door and address.is_ours(view):
            yield Error(
                f"The view {named} at /{address.route} has no door.",
                hint="Mark it with exactly one of @public, @petitioner, @staff, @machine from sixia.foundations.common.doors.",
                id="sixia.E001",
            )
        if door == "petitioner" and "<number>" not in re.sub(r"<\w+:", "<", address.route):
            yield Error(
                f"The view {named} at /{address.route} is a petitioner's, but its address has no <number>.",
                id="sixia.E002",
            )
