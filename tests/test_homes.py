"""Articles are called the same whichever folder is named, so that a finding keeps its fingerprint."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from figcheck.articles import Article
from figcheck.cli import main
from figcheck.homes import Homes
from figcheck.read import read_paths

ONE = "---\noutlet: Alpha\npublished: 2024-02-06\n---\nIn all 12 people were killed, 5 men and 8 women.\n"
NAMED = ONE.replace("outlet", "id: wire-17\noutlet")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive with a folder in a folder; what makes a root of it is for the test to say."""
    folder = tmp_path / "archive" / "2024" / "02"
    folder.mkdir(parents=True)
    (folder / "blast.md").write_text(ONE)
    (folder / "named.md").write_text(f"{NAMED}\nThe wire has it too.\n")  # the same text would be one article
    (folder / "wire.jsonl").write_text('{"text": "In all 12 people were killed, 5 men and 8 women. So it was told."}\n')
    return tmp_path / "archive"


def lasting(path: Path, root: Path | None) -> list[str]:
    return [row.header.lasting_id for row in read_paths([path], root=root) if isinstance(row, Article)]


def fingerprints(*arguments: str) -> list[str]:
    result = CliRunner().invoke(main, ["check", "-f", "concise", "-q", *arguments], prog_name="figcheck")
    assert result.exit_code == 1, result.output
    return sorted(line.rpartition("[")[2] for line in result.stdout.splitlines())


def test_without_a_root_the_id_is_all(archive: Path) -> None:
    assert lasting(archive, None) == ["2024/02/blast.md", "wire-17", "2024/02/wire.jsonl#1"]


@pytest.mark.parametrize("named", [".", "2024", "2024/02", "2024/02/blast.md"])
@pytest.mark.parametrize("mark", ["repository", "configuration", "working directory"])
def test_a_path_is_told_from_the_root(archive: Path, named: str, mark: str) -> None:
    if mark == "repository":
        (archive / ".git").mkdir()
    root = archive.parent if mark == "repository" else archive
    assert lasting(archive / named, root)[0] == "2024/02/blast.md"


def test_an_id_of_the_file_stays(archive: Path) -> None:
    assert lasting(archive / "2024", archive)[1:] == ["wire-17", "2024/02/wire.jsonl#1"]


def test_what_lies_outside_the_root_has_its_id_only(archive: Path) -> None:
    other = archive.parent / "other"
    other.mkdir()
    assert lasting(archive / "2024", other)[0] == "02/blast.md"


def test_the_nearest_repository_counts(archive: Path) -> None:
    (archive / ".git").mkdir()
    (archive / "2024" / ".git").write_text("gitdir: elsewhere\n")  # a worktree or a submodule
    homes = Homes(archive.parent)
    assert homes.of(archive / "2024" / "02" / "blast.md") == "02/blast.md"
    assert homes.of(archive) == "."
    assert homes.of(archive.parent) == "."
    assert homes.of(archive.parent.parent / "x.md") == "../x.md"


def test_a_link_is_where_it_leads(archive: Path) -> None:
    (archive.parent / "link").symlink_to(archive / "2024")
    assert lasting(archive.parent / "link", archive)[0] == "2024/02/blast.md"


def test_fingerprints_last(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (archive / ".git").mkdir()
    seen = []
    for start, named in (
        (archive, "2024"),
        (archive, "."),
        (archive / "2024" / "02", "."),
        (archive.parent, "archive/2024/02"),
        (Path("/"), str(archive)),
    ):
        monkeypatch.chdir(start)
        seen.append(fingerprints(named))
    assert all(prints == seen[0] for prints in seen)
    assert len(seen[0]) == len(set(seen[0])) == 3
