"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import gc
import importlib
import pickle
import pkgutil
import re

import pytest

import figcheck
from figcheck.expressions import expression

TEXT = "12 killed, 3 hurt"


@pytest.mark.parametrize(
    "use",
    [
        lambda it: it.search(TEXT).span(),
        lambda it: it.search(TEXT, 2).span(),
        lambda it: it.match(TEXT).group("n"),
        lambda it: it.fullmatch(TEXT),
        lambda it: [found.span() for found in it.finditer(TEXT)],
        lambda it: it.findall(TEXT),
        lambda it: it.split(TEXT),
        lambda it: it.sub("#", TEXT),
        lambda it: it.subn("#", TEXT),
        lambda it: (it.pattern, it.flags, it.groups, dict(it.groupindex)),
    ],
)
def test_an_expression_does_what_a_compiled_one_does(use):
    source = r"(?P<n>\d+) K?"
    waiting = expression(source, re.IGNORECASE)
    expected = use(re.compile(source, re.IGNORECASE))
    assert use(waiting) == expected
    assert use(waiting) == expected, "once it is compiled"
    assert use(pickle.loads(pickle.dumps(waiting))) == expected, "sent to another process"


def test_nothing_else_is_there_before_and_after_it_is_compiled():
    waiting = expression(rb"\d")
    with pytest.raises(AttributeError):
        waiting.compile  # noqa: B018
    assert waiting.findall(b"1a2") == [b"1", b"2"]
    with pytest.raises(AttributeError):
        waiting.compile  # noqa: B018
    assert repr(waiting) == repr(expression(rb"\d"))


def test_a_mistake_is_raised_by_the_first_use():
    broken = expression("(")
    with pytest.raises(re.error):
        broken.search(TEXT)


def test_every_expression_of_figcheck_can_be_compiled():
    for module in pkgutil.walk_packages(figcheck.__path__, "figcheck."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    kinds = type(expression("")), type(expression("")).__base__
    found = [it for it in gc.get_objects() if type(it) in kinds]
    assert len(found) > 900
    for it in found:
        if it.__dict__["_made_of"] != ("(", 0):
            assert it.pattern is not None, it
