"""Which place free words name (找地名).

Every form of every candidate is looked for; a form found inside a longer one does not count (“石桥” in “石桥镇” names the town,
not 石桥村). A place is worth the length of what was said of it and of the places it lies in: “石桥镇上坪村” is the 上坪村 of
石桥镇. Between equals nothing is guessed: the answer is the place they share, or none.
"""

from . import naming

Span = tuple[int, int]


def best(words: str, names: dict[str, str], *, scope: str = "", heirs: dict[str, str] | None = None) -> str | None:
    """The code, among these codes and names, that the words name best. `heirs`: what a former place is part of today."""
    said = _said(words, names)
    if not said:
        return None
    heirs = heirs or {}
    worth = {code: _worth(code, said) for code in said}
    top = max(worth.values())
    leaders = {heirs.get(code, code) for code in said if worth[code] == top}
    return leaders.pop() if len(leaders) == 1 else _shared(leaders, names, scope)


def _said(words: str, names: dict[str, str]) -> dict[str, set[Span]]:
    """Where in the words each place is named, by the longest form that is not part of a longer name."""
    found = {code: _spans(words, naming.forms(name)) for code, name in names.items()}
    every = {span for spans in found.values() for span in spans}
    outer = {span for span in every if not any(_holds(other, span) for other in every)}
    return {code: kept for code, spans in found.items() if (kept := spans & outer)}


def _spans(words: str, forms: list[str]) -> set[Span]:
    spans = set()
    for form in forms:
        at = words.find(form)
        while at >= 0:
            spans.add((at, at + len(form)))
            at = words.find(form, at + 1)
    return spans


def _holds(outer: Span, inner: Span) -> bool:
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def _worth(code: str, said: dict[str, set[Span]]) -> tuple[int, int]:
    """How much was said of this place and of those it lies in; then its depth, if it has words of its own."""
    spans = {span for other, spans in said.items() if code.startswith(other) for span in spans}
    above = {span for other, spans in said.items() if code.startswith(other) and other != code for span in spans}
    own = said[code] - above
    return sum(end - start for start, end in spans), len(code) if own else 0


def _shared(codes: set[str], names: dict[str, str], scope: str) -> str | None:
    """The deepest named place that all these lie in, but none as wide as the scope itself."""
    wider = [wide for wide in names if len(wide) > len(scope) and all(code.startswith(wide) for code in codes)]
    return max(wider, key=len, default=None)
