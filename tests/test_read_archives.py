"""Archives: every member is read like a file, nothing is written, and no archive fills the memory."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from figcheck.articles import Article, PassedOver, Span, Unread
from figcheck.cli import main
from figcheck.read import ReadOptions, read_paths
from figcheck.read.recognise import FORMATS
from figcheck.read.unpacking import FLOOR, MAX_DEPTH

TEXT = "Ferry sinks\nCoast Gazette – March 3, 2024\n\n46 drowned. About 12 swam.\n".encode()
OTHER = "Strike goes on\nShore Radio – March 2, 2024\n\nAbout 300 stayed at home.\n".encode()
Rows = list[Article | Unread | PassedOver]


def zstd(raw: bytes) -> bytes:
    module = pytest.importorskip("backports.zstd" if sys.version_info < (3, 14) else "compression.zstd")
    packed: bytes = module.compress(raw)
    return packed


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstd,
}


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, raw in members:
            archive.writestr(name, raw)
    return stream.getvalue()


def tarred(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, raw in members:
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return stream.getvalue()


def rows(path: Path, raw: bytes, options: ReadOptions = ReadOptions()) -> Rows:  # noqa: B008
    path.write_bytes(raw)
    return list(read_paths([path], options))


def ids(got: Rows) -> list[str]:
    return [row.header.id for row in got if isinstance(row, Article)]


def reasons(got: Rows) -> list[tuple[str, str]]:
    return [(row.path.rpartition("/")[2], row.reason) for row in got if isinstance(row, Unread)]


# --- what is read ---


@pytest.mark.parametrize("kind", PACKERS)
def test_one_packed_file(kind: str, tmp_path: Path) -> None:
    (article,) = rows(tmp_path / f"a.txt.{kind}", PACKERS[kind](TEXT))
    assert isinstance(article, Article)
    assert (article.header.id, article.header.outlet) == (f"a.txt.{kind}#a.txt", "Coast Gazette")
    at = article.text.index("46")
    assert article.text_map.place(Span(at, at + 2))[2:] == (4, 1, "a.txt", None)


@pytest.mark.parametrize("kind", PACKERS)
def test_of_lines_that_were_cut_those_before_stand(kind: str, tmp_path: Path) -> None:
    lines = b"".join(
        b'{"text": "Of %d men %d died. %s"}\n' % (n, n, os.urandom(200).hex().encode()) for n in range(3000)
    )
    packed = PACKERS[kind](lines)
    got = rows(tmp_path / f"a.jsonl.{kind}", packed[: len(packed) * 3 // 4])
    assert len(ids(got)) > 100
    ((path, reason),) = reasons(got)
    assert path == f"a.jsonl.{kind}!a.jsonl" and "cut short" in reason


def test_runs_behind_each_other_and_padding(tmp_path: Path) -> None:
    (article,) = rows(tmp_path / "a.gz", gzip.compress(TEXT[:30]) + gzip.compress(TEXT[30:]) + bytes(100))
    assert isinstance(article, Article) and article.text.endswith("swam.")


def test_what_is_packed_is_told_by_its_bytes_not_its_name(tmp_path: Path) -> None:
    assert ids(rows(tmp_path / "a.txt", gzip.compress(TEXT))) == ["a.txt#a.txt"]
    assert ids(rows(tmp_path / "b.md", zipped(("x.txt", TEXT)))) == ["b.md#x.txt"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_zip_members_in_the_order_of_their_names(method: int, tmp_path: Path) -> None:
    raw = zipped(("b/z.txt", TEXT), ("a.md", OTHER), ("b/é ü.txt", TEXT), method=method)
    assert ids(rows(tmp_path / "a.zip", raw)) == ["a.zip#a.md", "a.zip#b/z.txt", "a.zip#b/é ü.txt"]


def test_tar_members_in_the_order_of_the_archive(tmp_path: Path) -> None:
    raw = tarred(("b.txt", TEXT), ("a" * 200 + ".txt", OTHER))
    for name in ("a.tar", "a.tar.gz", "a.tgz"):
        packed = raw if name.endswith("tar") else gzip.compress(raw)
        assert ids(rows(tmp_path / name, packed)) == [f"{name}#b.txt", f"{name}#{'a' * 200}.txt"]


def test_an_archive_in_an_archive(tmp_path: Path) -> None:
    inner = zipped(("a.txt", TEXT))
    got = rows(tmp_path / "o.zip", zipped(("in.zip", inner), ("b.txt.gz", gzip.compress(OTHER))))
    assert ids(got) == ["o.zip#b.txt.gz!b.txt", "o.zip#in.zip!a.txt"]
    for _ in range(MAX_DEPTH - 1):
        inner = zipped(("in.zip", inner))
    assert len(ids(rows(tmp_path / "deep.zip", inner))) == 1
    ((path, reason),) = reasons(rows(tmp_path / "deeper.zip", zipped(("in.zip", inner))))
    assert path.endswith("!a.txt") and "packed into one another" in reason


def test_members_that_are_no_articles_are_passed_over_as_in_a_folder(tmp_path: Path) -> None:
    members = [(".hidden.txt", TEXT), ("__MACOSX/._a.txt", TEXT), ("x/", b""), ("p.png", b"1"), ("q.png", b"2")]
    got = rows(
        tmp_path / "a.zip",
        zipped(("a.txt", TEXT), ("drafts/b.txt", OTHER), *members),
        ReadOptions(exclude=("drafts",)),
    )
    assert ids(got) == ["a.zip#a.txt"]
    assert {(row.what, row.count) for row in got if isinstance(row, PassedOver)} == {(".png file", 2), ("excluded", 1)}


def test_a_format_that_is_asked_for_is_that_of_what_is_packed(tmp_path: Path) -> None:
    lines = b'{"text": "46 died."}\n'
    asked = ReadOptions(input_format="jsonl")
    for name, raw in (("a", lines), ("a.gz", gzip.compress(lines)), ("a.zip", zipped(("b.txt", lines)))):
        (article,) = rows(tmp_path / name, raw, asked)
        assert isinstance(article, Article) and article.text == "46 died."
    (row,) = rows(tmp_path / "a.tar.gz", gzip.compress(tarred(("b.txt", TEXT))), ReadOptions(input_format="zip"))
    assert isinstance(row, Unread)


def test_names_are_labels_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in" / "here"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    names = ["../../up.txt", "/abs.txt", "C:\\win.txt", "a/../b.txt"]
    expected = ["../../up.txt", "/abs.txt", "C:/win.txt", "a/../b.txt"]
    assert ids(rows(folder / "a.zip", zipped(*((name, TEXT) for name in names)))) == [f"a.zip#{n}" for n in expected]
    assert sorted(ids(rows(folder / "a.tar", tarred(*((name, TEXT) for name in names))))) == sorted(
        f"a.tar#{n}" for n in expected
    )
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["a.tar", "a.zip"]


def test_names_in_utf_8_that_do_not_say_so(tmp_path: Path) -> None:
    raw = zipped(("café.txt", TEXT))
    unsaid = bytearray(raw)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        unsaid[raw.index(signature) + at + 1] &= ~0x08
    assert ids(rows(tmp_path / "a.zip", bytes(unsaid))) == ["a.zip#café.txt"]
    old = bytes(unsaid).replace("café".encode(), b"caf\x82x")  # é of code page 437
    assert ids(rows(tmp_path / "b.zip", old)) == ["b.zip#caféx.txt"]


# --- what is not ---


def encrypted(raw: bytes) -> bytes:
    changed = bytearray(raw)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[raw.index(signature) + at] |= 1
    return bytes(changed)


def other_method(raw: bytes) -> bytes:
    changed = bytearray(raw)
    changed[raw.index(b"PK\x01\x02") + 10] = 9
    return bytes(changed)


ONE = zipped(("a.txt", TEXT), method=zipfile.ZIP_STORED)
BROKEN = {
    "cut.zip": (ONE[:-30], "cut.zip", "the list of its members, is missing"),
    "not.zip": (b"PK\x03\x04" + b"x" * 200, "not.zip", "the list of its members, is missing"),
    "list.zip": (ONE.replace(b"PK\x01\x02", b"PKxx"), "list.zip", "a broken ZIP archive"),
    "sum.zip": (ONE.replace(b"46 drowned", b"64 drowned"), "sum.zip!a.txt", "not those that were packed"),
    "moved.zip": (ONE.replace(b"PK\x03\x04", b"PKxx"), "moved.zip!a.txt", "not where the archive lists it"),
    "encrypted.zip": (encrypted(ONE), "encrypted.zip!a.txt", "encrypted"),
    "method.zip": (other_method(ONE), "method.zip!a.txt", "number 9"),
    "others.zip": (zipped(("a.png", b"1")), "others.zip", "of a format that figcheck reads"),
    "sheet.zip": (zipped(("[Content_Types].xml", b"<x/>"), ("a.txt", TEXT)), "sheet.zip", "an office document"),
    "book.zip": (zipped(("mimetype", b"application/epub+zip"), ("a.txt", TEXT)), "book.zip", "an e-book"),
    "empty.zip": (zipped(), "empty.zip", "of a format that figcheck reads"),
    "cut.gz": (gzip.compress(TEXT)[:-10], "cut.gz!cut", "cut short"),
    "sum.gz": (gzip.compress(TEXT)[:-8] + bytes(8), "sum.gz", "broken gzip data"),
    "not.gz": (TEXT, "not.gz", "holds no packed data"),
    "behind.gz": (gzip.compress(TEXT) + b"more", "behind.gz!behind", "broken gzip data"),
    "broken.bz2": (bz2.compress(TEXT)[:20] + bytes(80), "broken.bz2", "broken bzip2 data"),
    "broken.xz": (lzma.compress(TEXT)[:-20] + bytes(20), "broken.xz", "broken xz data"),
    "cut.tar": (tarred(("a.txt", TEXT))[:530], "cut.tar!a.txt", "broken TAR archive: unexpected end of data"),
    "broken.tar": (b"\xff" * 257 + b"ustar" + b"\xff" * 250, "broken.tar", "broken TAR archive"),
    "binary.gz": (gzip.compress(bytes(range(256))), "binary.gz!binary", "NUL"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken(name: str, tmp_path: Path) -> None:
    raw, path, words = BROKEN[name]
    got = rows(tmp_path / name, raw)
    ((told, reason),) = reasons(got)
    assert (told, ids(got)) == (path, [])
    assert words in reason
    assert all(row.advice for row in got if isinstance(row, Unread))


def test_a_broken_member_costs_itself_alone(tmp_path: Path) -> None:
    raw = zipped(("a.txt", TEXT), ("b.txt", OTHER), method=zipfile.ZIP_STORED).replace(b"46 drowned", b"64 drowned")
    got = rows(tmp_path / "a.zip", raw)
    assert ids(got) == ["a.zip#b.txt"]
    assert len(reasons(got)) == 1


def test_a_folder_of_broken_files_ends_with_3_and_the_rest_is_checked(tmp_path: Path) -> None:
    for name, (raw, _, _) in BROKEN.items():
        (tmp_path / name).write_bytes(raw)
    (tmp_path / "good.txt").write_bytes(TEXT)
    result = CliRunner().invoke(main, ["extract", "-f", "json", str(tmp_path)])
    assert result.exit_code == 3
    told = json.loads(result.stdout)
    assert {row["path"].rpartition("/")[2] for row in told["unread"]} == {path for _, path, _ in BROKEN.values()}
    assert {row["article"].rpartition("/")[2] for row in told["figures"]} == {"good.txt"}
    assert "Traceback" not in result.stdout + result.stderr


def test_zstandard_without_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from figcheck.read import unpacking

    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    monkeypatch.setitem(sys.modules, "backports.zstd", None)
    unpacking._zstd_module.cache_clear()
    (row,) = rows(tmp_path / "a.zst", b"\x28\xb5\x2f\xfd" + bytes(20))
    assert isinstance(row, Unread) and row.advice == "pip install 'figcheck[zst]'"
    unpacking._zstd_module.cache_clear()


@given(raw=st.binary(max_size=400), at=st.integers(0, 400), kind=st.sampled_from(["zip", "tar", "gz", "bz2", "xz"]))
def test_any_damage_is_a_row(raw: bytes, at: int, kind: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    good = {"zip": zipped(("a.txt", TEXT), ("b.txt", OTHER)), "tar": tarred(("a.txt", TEXT))}
    whole = good[kind] if kind in good else PACKERS[kind](TEXT)
    damaged = whole[:at] + raw + whole[at + len(raw) :]
    assert rows(tmp_path_factory.getbasetemp() / f"damaged.{kind}", damaged)


# --- archives that are made to fill memory ---


def overlapping(count: int) -> bytes:
    """A ZIP archive whose members all have the same bytes (after D. Fifield, A better zip bomb, 2019)."""
    plain = bytes(1_000_000)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(plain) + packer.flush()
    sizes = (zlib.crc32(plain), len(packed), len(plain))
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, *sizes, 5, 0) + b"a.txt" + packed
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, *sizes, 5, 0, 0, 0, 0, 0, 0) + b"a.txt"
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, len(local), 0)
    return local + entry * count + end


def test_members_that_share_their_bytes(tmp_path: Path) -> None:
    ((_, reason),) = reasons(rows(tmp_path / "a.zip", overlapping(1000)))
    assert "share their bytes" in reason


def test_a_list_of_members_that_is_too_long(tmp_path: Path) -> None:
    raw = bytearray(ONE)
    struct.pack_into("<I", raw, ONE.rindex(b"PK\x05\x06") + 12, 500_000_000)
    ((_, reason),) = reasons(rows(tmp_path / "a.zip", bytes(raw)))
    assert "500,000,000 bytes" in reason


def test_a_bomb_among_members_costs_itself_alone(tmp_path: Path) -> None:
    raw = zipped(("a.txt", bytes(2 * FLOOR)), ("b.txt", TEXT), ("c.txt", os.urandom(200_000).hex().encode()))
    got = rows(tmp_path / "a.zip", raw)
    assert ids(got) == ["a.zip#b.txt", "a.zip#c.txt"]
    ((path, reason),) = reasons(got)
    assert path == "a.zip!a.txt" and "200 times" in reason


def test_bombs_in_an_archive_end_all_of_it(tmp_path: Path) -> None:
    bomb = zipped(("a.txt", bytes(2 * FLOOR)))
    got = rows(tmp_path / "a.zip", zipped(*((f"{n}.zip", bomb) for n in range(20))))
    assert reasons(got) == [("a.zip", reasons(got)[0][1])]
    assert "200 times" in reasons(got)[0][1]


def test_small_files_may_pack_well_and_the_ratio_can_be_raised(tmp_path: Path) -> None:
    lines = b'{"text": "46 died.%s"}\n' % (b" " * 1000) * 1000
    assert len(lines) > 300 * len(gzip.compress(lines))
    assert len(ids(rows(tmp_path / "a.jsonl.gz", gzip.compress(lines)))) == 1000
    large = gzip.compress(b" " * (FLOOR + 1))
    assert "200 times" in reasons(rows(tmp_path / "b.gz", large))[0][1]
    assert "empty" in reasons(rows(tmp_path / "b.gz", large, ReadOptions(max_ratio=2000)))[0][1]


def test_a_tar_header_without_end(tmp_path: Path) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 1 << 32
    path = tmp_path / "a.tar"
    path.write_bytes(info.tobuf())
    os.truncate(path, 1 << 33)
    ((_, reason),) = reasons(list(read_paths([path])))
    assert "header is endless" in reason


def peak(path: Path) -> tuple[int, int, str]:
    """The exit code, the most memory in MB and the output of a check of a file, in a process of its own."""
    code = (
        "import sys\nfrom figcheck.cli import main\n"
        "try:\n    main(['check', '-f', 'concise', sys.argv[1]])\n"
        "finally:\n    status = open('/proc/self/status').read()\n"
        "    print(int(status.split('VmHWM:')[1].split()[0]) // 1024, file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", code, path.name]
    root = Path(__file__).parent.parent
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", cwd=path.parent, env={**os.environ, "PYTHONPATH": str(root)}
    )
    return done.returncode, int(done.stderr.split()[-1]), done.stdout


def sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 2 << 30)


def zeros(path: Path) -> None:
    path.write_bytes(gzip.compress(bytes(1 << 24)) * 128)


def flat(path: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = block * 100 + packer.flush()
    sizes = (0, len(packed), 100 << 24)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, *sizes, 5, 0) + b"a.txt" + packed
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, *sizes, 5, 0, 0, 0, 0, 0, 0) + b"a.txt"
    path.write_bytes(local + entry + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(local), 0))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="its /proc tells of memory")
@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("sparse.txt", sparse, "larger than 64,000,000 bytes"),
        ("sparse.jsonl", sparse, "binary: holds NUL bytes"),
        ("zeros.txt.gz", zeros, "unpacks to more than 200 times its size"),
        ("flat.zip", flat, "unpacks to more than 200 times its size"),
    ],
)
def test_gigabytes_of_nothing_end_in_a_row(name: str, make: Callable[[Path], None], words: str, tmp_path: Path) -> None:
    make(tmp_path / name)
    code, megabytes, told = peak(tmp_path / name)
    assert (code, words in told) == (3, True)
    assert megabytes < 600


@pytest.mark.slow
@pytest.mark.skipif("feed" not in FORMATS, reason="no format of XML is read")
def test_a_billion_laughs_end_in_a_row(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "46 laughs ">{entities}]>'
    (tmp_path / "laughs.xml").write_text(
        f"{head}<rss version='2.0'><channel><title>&l9;</title><item><title>T</title>"
        "<description>&l9;</description></item></channel></rss>"
    )
    code, megabytes, told = peak(tmp_path / "laughs.xml")
    assert (code, "[not read]" in told) == (3, True)
    assert megabytes < 600


def test_options_of_the_archive_are_those_of_its_members(tmp_path: Path) -> None:
    got = rows(tmp_path / "a.zip", zipped(("a.txt", TEXT), ("b.txt", OTHER * 2)), ReadOptions(max_bytes=100))
    assert ids(got) == ["a.zip#a.txt"]
    assert reasons(got)[0][0] == "a.zip!b.txt" and "100 bytes" in reasons(got)[0][1]


def test_more_articles_than_the_limit(tmp_path: Path) -> None:
    got = rows(tmp_path / "a.zip", zipped(("a.txt", TEXT), ("b.txt", OTHER)), ReadOptions(max_articles=1))
    assert ids(got) == ["a.zip#a.txt"]
    ((path, reason),) = reasons(got)
    assert path == "a.zip" and "more than 1 articles" in reason
