"""Makes frozen records fast.

A frozen dataclass takes its fields one by one in a roundabout way. One that is not frozen and has the same slots is
quick to make, and is made a record of the frozen kind then.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import fields, make_dataclass
from typing import Any, ParamSpec, TypeVar

Fields = ParamSpec("Fields")
Record = TypeVar("Record")


def twin_of(record: Any) -> Any:
    """A class like a frozen dataclass that is not frozen; None where its instances cannot become records.

    They become such by ``made.__class__ = record``.
    """
    columns = [(field.name, Any, copy(field)) for field in fields(record)]
    twin: Any = make_dataclass(record.__name__, columns, eq=False, repr=False, slots=True)
    try:
        object.__new__(twin).__class__ = record
    except TypeError:  # it has another layout: compiled, or without slots
        return None
    return twin


def maker(record: Callable[Fields, Record]) -> Callable[Fields, Record]:
    """What is called as a frozen dataclass is, and gives the same records. Nothing is checked by ``__post_init__``."""
    twin = twin_of(record)
    if twin is None:
        return record

    def made(*args: Fields.args, **kwargs: Fields.kwargs) -> Record:
        one: Any = twin(*args, **kwargs)
        one.__class__ = record
        made_record: Record = one
        return made_record

    return made
