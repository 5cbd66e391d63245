"""Parquet files: one article a row, under the names of ``fields``; nested columns are objects and lists.

Text in Parquet is compressed and encoded, so that figures have the number of their record, and no line. Read with
pyarrow, a few rows at a time.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from figcheck.articles import Unread
from figcheck.read.drafts import Draft
from figcheck.read.fields import is_known, is_wrapper, means, path_of
from figcheck.read.given import Given, Unreadable
from figcheck.read.records import Records, without_places

_MAGIC: Final = b"PAR1"
_ROWS: Final = 64  # that are decoded at a time


def read(given: Given) -> Iterator[Draft | Unread]:
    """The articles of a Parquet file. Raises Unreadable when it is none, or damaged, or no column has a known name."""
    import pyarrow
    import pyarrow.parquet

    if not given.head().startswith(_MAGIC):
        raise Unreadable("no Parquet file: its first bytes are not PAR1", "give it the ending of what it is")
    source: Any = given.stream if given.stream.seekable() else io.BytesIO(given.whole())
    try:
        file = pyarrow.parquet.ParquetFile(source)
        schema, metadata = file.schema_arrow, file.metadata
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise Unreadable(f"damaged or cut off: {_first_line(error)}", "write it anew") from None
    _refuse_bomb(metadata, given)
    names = list(schema.names)
    _refuse_unknown(names, given)
    columns = [name for name in names if _is_wanted(name, given)]
    texts = [name for name in columns if schema.field(name).type in (pyarrow.string(), pyarrow.large_string())]
    # What stands in many rows is then held once.
    file = pyarrow.parquet.ParquetFile(source, read_dictionary=texts)
    records = Records(given, has_places=False)
    limit = given.options.max_bytes
    batches = file.iter_batches(batch_size=_ROWS, columns=columns)
    while True:
        try:
            batch = next(batches, None)
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            yield records.refused(
                f"damaged from this record on: {_first_line(error)}", "write it anew; those before it are read"
            )
            break
        if batch is None:
            break
        for index in range(batch.num_rows):
            if records.is_full:
                yield records.too_many()
                return
            try:
                row = {name: batch.column(place)[index].as_py() for place, name in enumerate(batch.schema.names)}
            except (pyarrow.ArrowException, UnicodeDecodeError, ValueError, OverflowError) as error:
                yield records.refused(f"a value cannot be read: {_first_line(error)}", "write it anew")
                continue
            if sum(len(value) for value in row.values() if isinstance(value, str)) > limit:
                yield records.refused(f"longer than {limit:,} bytes", "split it, or raise the limit (--max-file-size)")
                continue
            yield records.article(row, without_places)
    if not records.count:
        yield given.unread("no article in it: the table has no rows", "leave it out")
    yield from records.ended()


def _is_wanted(name: str, given: Given) -> bool:
    """Whether a column may be needed: pictures and vectors are left where they are."""
    asked = any(theirs == name or theirs.startswith(f"{name}.") for _, theirs in given.options.fields)
    return asked or is_known(name) or is_wrapper(name)


def _refuse_unknown(names: list[str], given: Given) -> None:
    there = ", ".join(names)[:300] or "none"
    row = dict.fromkeys(names, "")
    for ours, theirs in given.options.fields:
        if path_of(theirs, row) is None and path_of(theirs.split(".")[0], row) is None:
            raise Unreadable(f"no column `{theirs}`, which --map names as the {ours}", f"the columns are: {there}")
    asked = {ours for ours, _ in given.options.fields}
    if asked & {"text", "title"} or any(
        means(name, "text") or means(name, "title") or is_wrapper(name) for name in names
    ):
        return
    raise Unreadable("no column for text or title is known", f"--map text=COLUMN names it; the columns are: {there}")


def _refuse_bomb(metadata: Any, given: Given) -> None:
    """Raises Unreadable when a column is packed more tightly than text is, and large unpacked."""
    limit, ratio = given.options.max_bytes, given.options.max_ratio
    for group in range(metadata.num_row_groups):
        for column in range(metadata.num_columns):
            part = metadata.row_group(group).column(column)
            unpacked, packed = part.total_uncompressed_size, part.total_compressed_size
            if unpacked > limit and unpacked > ratio * max(1, packed):
                raise Unreadable(
                    f"a column grows from {packed:,} to {unpacked:,} bytes when unpacked",
                    "raise the limit if you trust it",
                )


def _first_line(error: BaseException) -> str:
    words = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
    return words.partition(". ")[0]
