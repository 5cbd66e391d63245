"""Formats for code scanning, merge requests, CI and analysis: their schemas, and what their readers rely on."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import jsonschema
import pytest
import xmlschema
from click.testing import CliRunner
from pyarrow import parquet
from sample_machine import MACHINE_RUN, WEEKDAY
from sample_run import CLEAN_RUN, RUN, claim, exactly

from figcheck import api
from figcheck.articles import Article, Header, Piece, TextMap, Unread
from figcheck.cli import main
from figcheck.config import Settings
from figcheck.findings import Finding, Run
from figcheck.problems import Refused
from figcheck.report import CHECK_FORMATS, EXTRACT_FORMATS, render
from figcheck.report.contract import SCHEMAS, json_schema
from figcheck.report.rows import DISCREPANCY_COLUMNS, FIGURE_COLUMNS, FIGURE_KEYS, figure_rows
from figcheck.report.terminal import Look

ROOT = Path(__file__).parent.parent
THEIRS = Path(__file__).parent / "data" / "schemas"
Golden = Callable[[str, str], None]


@cache
def seeds_run() -> Run:
    """The check of the sample articles."""
    return api.run([ROOT / "seeds"], Settings())


RUNS = {"sample": RUN, "all there is": MACHINE_RUN, "clean": CLEAN_RUN, "empty": Run("0")}
runs = pytest.mark.parametrize("name", [*RUNS, "seeds"])


def run_of(name: str) -> Run:
    return RUNS[name] if name in RUNS else seeds_run()


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("sarif", "sarif"),
        ("code-scanning", "sarif"),
        ("github", "txt"),
        ("gitlab", "json"),
        ("junit", "xml"),
        ("json", "json"),
    ],
)
def test_whole_output(name: str, ending: str, golden: Golden) -> None:
    golden(f"machine-{name}.{ending}", render(MACHINE_RUN, name))


def with_findings(*findings: Finding, **other: Any) -> Run:
    return replace(RUN, findings=findings, unread=(), **other)


def many(count: int, severity: Any = "warning") -> tuple[Finding, ...]:
    """Findings of one severity that differ in their fingerprints."""
    return tuple(replace(RUN.findings[1], severity=severity, fingerprint=f"{index:016x}") for index in range(count))


# --- sarif --------------------------------------------------------------------------------------------------------


def log_of(run: Run, format: str = "sarif") -> dict[str, Any]:
    (log,) = json.loads(render(run, format))["runs"]
    assert isinstance(log, dict)
    return log


@cache
def sarif_schema() -> jsonschema.Draft4Validator:
    return jsonschema.Draft4Validator(json.loads((THEIRS / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))


@runs
@pytest.mark.parametrize("format", ["sarif", "code-scanning"])
def test_sarif_is_accepted_by_its_schema(name: str, format: str) -> None:
    sarif_schema().validate(json.loads(render(run_of(name), format)))


def test_the_schema_of_sarif_refuses_what_is_wrong() -> None:
    log = json.loads(render(RUN, "sarif"))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not sarif_schema().is_valid(log)


@runs
def test_sarif_results_name_their_rules(name: str) -> None:
    log = log_of(run_of(name))
    rules = log["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in log["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    for rule in rules:
        for text in (rule["shortDescription"]["text"], rule["fullDescription"]["text"]):
            assert 0 < len(text) <= 1024
        assert 0 < len(rule["name"]) <= 255
        assert rule["help"]["text"] and rule["help"]["markdown"]
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert len(rule["properties"]["tags"]) <= 10


def test_every_rule_in_force_is_a_rule_of_sarif() -> None:
    run = seeds_run()
    rules = log_of(run)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [card.id for card in run.rules]
    assert len(rules) > 10


@runs
def test_links_of_a_message_lead_to_related_locations(name: str) -> None:
    for result in log_of(run_of(name))["results"]:
        text = result["message"]["text"]
        linked = {int(number) for number in re.findall(r"(?<!\\)\]\((\d+)\)", text)}
        related = result.get("relatedLocations", [])
        assert linked == {location["id"] for location in related}
        # Whatever is no link of ours has its brackets escaped.
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\[", text)) == len(linked)
        for location in related:
            assert location["message"]["text"]
            assert location["physicalLocation"]["artifactLocation"]["uri"]


def test_a_message_of_many_figures_links_some_and_counts_the_rest() -> None:
    figures = tuple(claim.id for claim in RUN.claims) * 4
    (result,) = log_of(with_findings(replace(RUN.findings[3], figures=figures)))["results"]
    assert len(result["relatedLocations"]) == len(figures)
    assert len(re.findall(r"\]\(\d+\)", result["message"]["text"])) == 10
    assert f"and {len(figures) - 10} more" in result["message"]["text"]


def regions(log: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Every physical location of a log, with the file it is in."""
    for result in log["results"]:
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            physical = location["physicalLocation"]
            yield physical, unquote(physical["artifactLocation"]["uri"])


def test_regions_hold_the_figures_and_their_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (
        (ROOT / "seeds" / "2024-01-29-the-cradle-iraqi-oil.md")
        .read_text("utf-8")
        .replace("firms third", "firms\nthird")
    )
    (tmp_path / "lf.md").write_bytes(text.encode())
    other = text.replace("outlet: The Cradle", "outlet: Another")  # else it would be the same article once more
    assert other != text
    (tmp_path / "crlf.md").write_bytes(b"\xef\xbb\xbf" + other.replace("\n", "\r\n").encode())
    run = api.run(["lf.md", "crlf.md"], Settings())
    claims = {claim.id: claim for claim in run.claims}
    surfaces = {claims[figure].figure.surface for finding in run.findings for figure in finding.figures}
    surfaces |= {passage.surface for finding in run.findings for passage in finding.places}
    found: dict[str, set[str]] = {"lf.md": set(), "crlf.md": set()}
    for physical, file in regions(log_of(run)):
        whole = (tmp_path / file).read_bytes().decode("utf-8-sig")
        lines = whole.replace("\r\n", "\n").split("\n")
        region, context = physical["region"], physical["contextRegion"]
        assert region["startLine"] == region["endLine"]
        figure = lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
        found[file].add(figure)
        sentence = whole[context["charOffset"] : context["charOffset"] + context["charLength"]]
        assert context["snippet"]["text"] == sentence.replace("\r\n", "\n")
        assert figure in sentence
    assert found == {"lf.md": surfaces, "crlf.md": surfaces}
    assert len(surfaces) > 6


def test_a_figure_over_two_lines_ends_on_the_second() -> None:
    text = "They fired some\ntwo dozen rockets."
    two = Article(Header("a", "a.txt"), text, 0, TextMap((Piece(0, 0, 1, 1), Piece(16, 16, 2, 1))))
    broken = claim(two, "some\ntwo dozen", exactly(24))
    finding = replace(RUN.findings[0], figures=(broken.id,))
    (result,) = log_of(Run("0", claims=(broken,), findings=(finding,)))["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 12, "endLine": 2, "endColumn": 10}
    (command,) = render(Run("0", claims=(broken,), findings=(finding,)), "github").splitlines()
    assert ",line=1,endLine=2,title=" in command, "GitHub takes columns for one line only"


def test_a_file_without_text_of_its_own_says_where_inside_it() -> None:
    (result,) = log_of(with_findings(replace(RUN.findings[2], figures=RUN.findings[2].figures[::-1])))["results"]
    (location,) = result["locations"]
    assert "region" not in location["physicalLocation"]
    assert location["logicalLocations"] == [{"name": "record 3"}]
    assert "In record 3." in result["message"]["text"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        pytest.param("seeds/a.md", "seeds/a.md", id="plain"),
        pytest.param("./seeds//b/../a.md", "seeds/a.md", id="by a detour"),
        pytest.param("my wire/50% #1?.md", "my%20wire/50%25%20%231%3F.md", id="characters that URIs use"),
        pytest.param("Москва/é.md", "%D0%9C%D0%BE%D1%81%D0%BA%D0%B2%D0%B0/%C3%A9.md", id="other scripts"),
        pytest.param("a:b.md", "a%3Ab.md", id="no scheme"),
        pytest.param("../a.md", "../a.md", id="beside the folder"),
        pytest.param("a\x1b[1m.md", "a%1B%5B1m.md", id="escape sequence"),
        pytest.param("/elsewhere/a b.md", "file:///elsewhere/a%20b.md", id="absolute, elsewhere"),
        pytest.param("C:/desk/a b.md", "file:///C:/desk/a%20b.md", id="a drive"),
    ],
)
def test_paths_as_uris(path: str, uri: str) -> None:
    moved = replace(RUN.claims[6], header=replace(RUN.claims[6].header, path=path))
    finding = replace(RUN.findings[0], figures=(moved.id,))
    (result,) = log_of(Run("0", claims=(moved,), findings=(finding,)))["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == uri
    assert ("uriBaseId" in artifact) == (not urlsplit(uri).scheme)


@pytest.mark.parametrize("format", ["sarif", "github", "gitlab", "junit"])
def test_a_path_below_the_working_directory_is_told_from_there(
    format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    moved = replace(RUN.claims[6], header=replace(RUN.claims[6].header, path=str(tmp_path / "in" / "a.md")))
    run = Run("0", claims=(moved,), findings=(replace(RUN.findings[0], figures=(moved.id,)),))
    text = render(run, format)
    assert "in/a.md" in text
    assert str(tmp_path) not in text


def test_the_primary_location_is_in_the_changed_article() -> None:
    attacks = RUN.findings[1]
    for focus, first in (
        (None, "seeds/bases-feb06.md"),
        (("seeds/bases-feb17.md",), "seeds/bases-feb17.md"),
        (("./seeds/bases-feb17.md",), "seeds/bases-feb17.md"),
        (("seeds/bases-feb17.md", "seeds/bases-feb06.md"), "seeds/bases-feb06.md"),
        (("seeds/other.md",), "seeds/bases-feb06.md"),
    ):
        run = with_findings(attacks, focus=focus)
        (result,) = log_of(run)["results"]
        files = [physical["artifactLocation"]["uri"] for physical, _ in ((p, f) for p, f in regions(log_of(run)))]
        assert files[0] == first, focus
        assert len(files) == 2
        assert result["level"] == "warning"
        assert f"file={first}," in render(run, "github")
        assert json.loads(render(run, "gitlab"))[0]["location"]["path"] == first


def test_fingerprints_hold_no_line() -> None:
    for result in log_of(MACHINE_RUN)["results"]:
        known = result["partialFingerprints"]
        assert known["primaryLocationLineHash"] == f"{known['figcheck/v1']}:1"
    told = {result["partialFingerprints"]["figcheck/v1"] for result in log_of(RUN)["results"]}
    assert told == {finding.fingerprint for finding in RUN.findings}


def test_what_was_set_aside_is_suppressed_and_no_alert() -> None:
    results = log_of(MACHINE_RUN)["results"]
    active = [result for result in results if "suppressions" not in result]
    suppressed = [result["suppressions"] for result in results if "suppressions" in result]
    assert len(active) == len(MACHINE_RUN.findings)
    assert [(row["kind"], row["status"]) for (row,) in suppressed] == [
        ("inSource", "accepted"),
        ("external", "accepted"),
        ("external", "accepted"),
    ]
    assert suppressed[0][0]["justification"] == (
        "ignored in the article (seeds/bases-feb06.md:12): both as their sources have them"
    )
    assert suppressed[1][0]["justification"].startswith("accepted until 1 May 2024 (figcheck-accepted.yml:3): ")
    assert suppressed[2][0]["justification"] == "in the baseline"
    assert log_of(MACHINE_RUN, "code-scanning")["results"] == active


def test_what_was_not_read_fails_the_invocation() -> None:
    (invocation,) = log_of(MACHINE_RUN)["invocations"]
    assert invocation["executionSuccessful"] is False
    told = [(row["descriptor"]["id"], row["level"]) for row in invocation["toolExecutionNotifications"]]
    assert told == [("unread", "error"), ("unread", "error"), ("unused-ignore", "note"), ("expired", "warning")]
    assert log_of(CLEAN_RUN)["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def left_out_of(log: dict[str, Any]) -> list[str]:
    rows = log["invocations"][0]["toolExecutionNotifications"]
    return [row["message"]["text"] for row in rows if row["descriptor"]["id"] == "left-out"]


def test_as_many_results_as_github_takes_the_worst_first() -> None:
    small = [replace(finding, figures=()) for finding in (*many(25_000, "note"), *many(2, "error"))]
    log = log_of(with_findings(*small))
    levels = [result["level"] for result in log["results"]]
    assert levels == ["error"] * 2 + ["note"] * 24_998
    assert len(left_out_of(log)) == 1
    assert left_out_of(log)[0].startswith("2 results")


def test_a_log_stays_below_ten_megabytes_packed() -> None:
    import random
    import zlib

    noise = random.Random(7)
    letters = [chr(code) for code in range(0x4E00, 0x9FFF)]
    findings = tuple(
        replace(
            finding, message="".join(noise.choices(letters, k=900)), observed="".join(noise.choices(letters, k=900))
        )
        for finding in many(4000)
    )
    text = render(with_findings(*findings), "sarif")
    assert len(zlib.compress(text.encode(), 6)) < 10_000_000
    kept = len(json.loads(text)["runs"][0]["results"])
    assert 1000 < kept < 4000
    assert left_out_of(json.loads(text)["runs"][0])[0].startswith(f"{4000 - kept:,} results")


# --- github -------------------------------------------------------------------------------------------------------

COMMAND = re.compile(r"::(error|warning|notice) ([^\r\n]*?)::([^\r\n]*)")


def commands(run: Run) -> list[tuple[str, dict[str, str], str]]:
    """The commands as the runner of GitHub Actions reads them."""
    read = []
    for line in render(run, "github").splitlines():
        command = COMMAND.fullmatch(line)
        assert command, line
        pairs = (pair.partition("=") for pair in command[2].split(","))
        read.append((command[1], {name: unquote(value) for name, _, value in pairs}, unquote(command[3])))
    return read


def test_commands_tell_the_other_figure_and_its_place() -> None:
    ((kind, given, told),) = commands(with_findings(RUN.findings[1]))
    assert kind == "warning"
    assert given == {
        "file": "seeds/bases-feb06.md",
        "line": "1",
        "endLine": "1",
        "col": "54",
        "endColumn": "68",
        "title": "figcheck attack-count-differs",
    }
    lines = told.split("\n")
    assert lines[0] == RUN.findings[1].message
    assert (
        lines[1]
        == "beside it: around 200 times, The New Arab, 17 Feb 2024, as of 16 Feb 2024 (seeds/bases-feb17.md:1:55)"
    )


def test_commands_escape_what_ends_them() -> None:
    path = "a,b::error file=x::c%0A.md"
    moved = replace(RUN.claims[6], header=replace(RUN.claims[6].header, path=path))
    finding = replace(RUN.findings[0], figures=(moved.id,), message="100%\n::error::out\r\n50%25")
    ((kind, given, told),) = commands(Run("0", claims=(moved,), findings=(finding,)))
    assert kind == "notice"
    assert given["file"] == path
    assert told.split("\n")[0] == "100% : :error::out 50%25"


def test_notes_are_notices_and_the_unread_are_errors() -> None:
    kinds = [kind for kind, _, _ in commands(RUN)]
    assert kinds == ["error", "error", "error", "warning", "warning", "notice"]


@pytest.mark.parametrize(
    ("errors", "warnings", "notes", "told"),
    [
        pytest.param(10, 10, 10, None, id="as many as are shown"),
        pytest.param(11, 0, 0, "1 error", id="an error too many"),
        pytest.param(12, 13, 0, "2 errors, 3 warnings", id="of two kinds"),
        pytest.param(0, 0, 11, "2 notices", id="a notice too many: the count takes a place"),
        pytest.param(1, 3000, 10, "2990 warnings, 1 notice", id="very many"),
    ],
)
def test_commands_are_as_many_as_github_shows(errors: int, warnings: int, notes: int, told: str | None) -> None:
    run = with_findings(*many(errors, "error"), *many(warnings), *many(notes, "note"))
    rows = commands(run)
    for kind in ("error", "warning", "notice"):
        assert sum(row[0] == kind for row in rows) <= 10
    last = rows[-1][2].replace(",0", "0").replace("2,9", "29")
    assert last.startswith(f"Left out here: {told}.") if told else "Left out" not in last


def test_some_of_the_unread_are_told_before_many_errors() -> None:
    unread = tuple(Unread(f"{number}.txt", "cannot be opened") for number in range(9))
    rows = commands(replace(with_findings(*many(9, "error")), unread=unread))
    errors = [given["file"] for kind, given, _ in rows if kind == "error"]
    assert errors == ["0.txt", "1.txt", "2.txt", *["seeds/bases-feb06.md"] * 7]
    assert rows[-1][2].startswith("Left out here: 8 errors.")


# --- gitlab -------------------------------------------------------------------------------------------------------


@runs
def test_gitlab_issues_are_whole(name: str) -> None:
    run = run_of(name)
    issues = json.loads(render(run, "gitlab"))
    assert len(issues) == len(run.findings) + len(run.unread)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues), "GitLab keeps one of those that are alike"
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["description"] and issue["check_name"] and issue["fingerprint"]
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["path"] and not issue["location"]["path"].startswith(("/", "./"))
        assert 1 <= issue["location"]["lines"]["begin"] <= issue["location"]["lines"]["end"]


def test_gitlab_points_to_the_lines_of_a_date() -> None:
    (issue,) = json.loads(render(with_findings(WEEKDAY), "gitlab"))
    assert issue["location"] == {"path": "seeds/bases-feb17.md", "lines": {"begin": 4, "end": 4}}
    assert "7 February 2024, a Wednesday (seeds/bases-feb17.md:5:1)" in issue["description"]


# --- junit --------------------------------------------------------------------------------------------------------


@cache
def junit_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(THEIRS / "junit-10.xsd"))


@runs
def test_junit_is_accepted_by_the_schema_of_xunit(name: str) -> None:
    junit_schema().validate(render(run_of(name), "junit"))


def test_the_schema_of_xunit_refuses_what_is_wrong() -> None:
    assert not junit_schema().is_valid(render(RUN, "junit").replace(" tests=", " test="))


def suites(run: Run) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(render(run, "junit"))
    found = {suite.attrib["name"]: suite for suite in root}
    for suite in root:
        counts = [
            len(suite.findall("testcase")),
            *(len(suite.findall(f".//{it}")) for it in ("failure", "error", "skipped")),
        ]
        assert [int(suite.attrib[it]) for it in ("tests", "failures", "errors", "skipped")] == counts
    for count in ("tests", "failures", "errors"):
        assert int(root.attrib[count]) == sum(int(suite.attrib[count]) for suite in root)
    return found


def test_a_rule_is_a_suite_and_a_finding_a_test() -> None:
    found = suites(MACHINE_RUN)
    assert list(found) == ["articles", *(card.id for card in MACHINE_RUN.rules), "money-differs"]
    (passed,) = found["share-above-hundred"]
    assert passed.attrib["name"] == "More than all"
    assert list(passed) == []
    failures = {name: suite.attrib["failures"] for name, suite in found.items() if suite.attrib["failures"] != "0"}
    assert failures == {
        "attack-count-differs": "1",
        "deaths-differ": "1",
        "parts-exceed-whole": "1",
        "weekday-does-not-fit": "1",
    }


def test_notes_and_what_was_set_aside_are_skipped_tests() -> None:
    rows = [case for suite in suites(MACHINE_RUN).values() for case in suite.iter("skipped")]
    told = [(row.attrib["type"], row.attrib["message"].split(":")[0]) for row in rows]
    assert told == [
        ("set aside", "ignored in the article (seeds/bases-feb06.md"),
        ("set aside", "in the baseline; 12 + 30 + 5 = 47, not 46"),
        ("note", "note"),
        ("set aside", "accepted until 1 May 2024 (figcheck-accepted.yml"),
    ]


def test_the_unread_are_errors_and_remarks_are_told() -> None:
    articles = suites(MACHINE_RUN)["articles"]
    assert [row.attrib["message"] for row in articles.iter("error")] == [row.reason for row in MACHINE_RUN.unread]
    output = articles.findtext("system-out") or ""
    assert "seeds/house.txt:7:1: nothing is ignored here take the comment out" in output
    assert "2 changed articles: 11 figures seen" in output


@runs
def test_names_of_tests_hold_no_line_and_are_unique(name: str) -> None:
    cases = [case for suite in suites(run_of(name)).values() for case in suite.iter("testcase")]
    names = [(case.attrib["classname"], case.attrib["name"]) for case in cases]
    assert len(set(names)) == len(names)
    assert not [told for told in names if re.search(r"\.(?:md|txt):\d", told[1])]


# --- parquet ------------------------------------------------------------------------------------------------------


def table_of(run: Run, formats: Any = CHECK_FORMATS) -> Any:
    written = formats["parquet"].render(run, Look())
    assert isinstance(written, bytes)
    assert formats["parquet"].render(run, Look()) == written, "same run, same bytes"
    return parquet.read_table(io.BytesIO(written))


@pytest.mark.parametrize("formats", [CHECK_FORMATS, EXTRACT_FORMATS], ids=["check", "extract"])
@pytest.mark.parametrize("name", [*RUNS, "seeds"])
def test_columns_have_one_type_whatever_the_run(name: str, formats: Any) -> None:
    table = table_of(run_of(name), formats)
    assert tuple(table.column_names) == (DISCREPANCY_COLUMNS if formats is CHECK_FORMATS else FIGURE_COLUMNS)
    assert table.schema.equals(table_of(Run("0"), formats).schema)


def test_types_and_cells(golden: Golden) -> None:
    shown = ""
    for formats in (CHECK_FORMATS, EXTRACT_FORMATS):
        table = table_of(MACHINE_RUN, formats)
        types = {field.name: str(field.type) for field in table.schema}
        shown += (
            json.dumps({"types": types, "rows": table.to_pylist()}, indent=1, default=str, ensure_ascii=False) + "\n"
        )
    golden("machine-parquet.json", shown)


def test_parquet_holds_what_json_holds() -> None:
    table = table_of(seeds_run(), EXTRACT_FORMATS)
    for cells, row in zip(table.to_pylist(), figure_rows(seeds_run()), strict=True):
        for name in FIGURE_KEYS:
            cell = cells[name].isoformat() if hasattr(cells[name], "isoformat") else cells[name]
            assert cell == row[name], name


def test_parquet_into_a_file(tmp_path: Path) -> None:
    file = tmp_path / "figures.parquet"
    done = CliRunner().invoke(main, ["extract", "-q", "--out", f"parquet={file}", str(ROOT / "seeds")])
    assert done.exit_code == 0, done.output
    assert parquet.read_table(file).num_rows == len(seeds_run().claims)


def test_without_pyarrow_nothing_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "pyarrow" else found(name, *rest)
    )
    monkeypatch.setattr(api, "run", lambda *args: pytest.fail("checked all the same"))
    done = CliRunner().invoke(main, ["check", "--out", f"parquet={tmp_path / 'a.parquet'}", str(ROOT / "seeds")])
    assert done.exit_code == 2
    assert "made with pyarrow, which is not installed" in done.output
    assert "pip install 'figcheck[parquet]'" in done.output


def test_parquet_is_not_printed() -> None:
    with pytest.raises(Refused, match="no text"):
        render(RUN, "parquet")


@pytest.mark.parametrize("command", ["check", "extract"])
def test_parquet_is_refused_on_standard_output_before_anything_is_read(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("run", "extract"):
        monkeypatch.setattr(api, name, lambda *args: pytest.fail("read all the same"))
    done = CliRunner().invoke(main, [command, "-f", "parquet", str(ROOT / "seeds")])
    assert done.exit_code == 2
    assert "write it to a file: --out parquet=FILE" in done.output


# --- the published schemas of our JSON ----------------------------------------------------------------------------


@cache
def ours(name: str) -> jsonschema.Draft202012Validator:
    schema = json_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def described(value: Any, part: dict[str, Any], whole: dict[str, Any], at: str = "") -> Iterator[str]:
    """The keys of a value that its schema does not tell of."""
    while "$ref" in part:
        part = whole["$defs"][part["$ref"].removeprefix("#/$defs/")]
    if isinstance(value, list):
        for item in value:
            yield from described(item, part["items"], whole, f"{at}[]")
    elif isinstance(value, dict) and "properties" in part:
        for key, inner in value.items():
            told = part["properties"].get(key)
            if told is None or not told.get("description"):
                yield f"{at}.{key}"
            else:
                yield from described(inner, told, whole, f"{at}.{key}")


def documents(run: Run) -> Iterator[tuple[str, Any]]:
    yield "check", json.loads(render(run, "json"))
    yield "extract", json.loads(render(run, "json", formats=EXTRACT_FORMATS))
    yield from (("finding", json.loads(line)) for line in render(run, "jsonl").splitlines())
    yield from (("figure", json.loads(line)) for line in render(run, "jsonl", formats=EXTRACT_FORMATS).splitlines())


@runs
def test_json_is_as_its_published_schema_says(name: str) -> None:
    for schema, document in documents(run_of(name)):
        ours(schema).validate(document)
        assert list(described(document, json_schema(schema), json_schema(schema))) == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_leave_room_for_keys_to_come_and_for_no_other_kind(name: str) -> None:
    document = next(document for schema, document in documents(MACHINE_RUN) if schema == name)
    ours(name).validate({**document, "a_key_of_a_later_version": 1})
    assert not ours(name).is_valid({**document, "schema": "figcheck.figure/2"})
    optional = {"schema"} if name == "finding" else {"member", "record"}
    for key in document.keys() - optional:
        assert not ours(name).is_valid({other: value for other, value in document.items() if other != key}), key


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_command_prints_a_schema_by_itself(name: str) -> None:
    done = CliRunner().invoke(main, ["report", "--schema", name])
    assert done.exit_code == 0
    assert json.loads(done.output) == json_schema(name)


def test_the_command_knows_no_other_schema() -> None:
    done = CliRunner().invoke(main, ["report", "--schema", "findings"])
    assert done.exit_code == 2
    assert "Did you mean 'finding'?" in done.output


def test_rules_set_aside_remarks_and_focus_in_json() -> None:
    shown = json.loads(render(MACHINE_RUN, "json"))
    named = {finding.rule for finding in MACHINE_RUN.findings}
    assert [row["id"] for row in shown["rules"]] == [card.id for card in MACHINE_RUN.rules if card.id in named]
    assert [row["how"] for row in shown["set_aside"]] == ["ignored", "accepted", "baseline"]
    assert shown["set_aside"][1]["until"] == "2024-05-01"
    assert shown["set_aside"][2]["finding"]["fingerprint"] == "a51de00000000003"
    assert [row["kind"] for row in shown["remarks"]] == ["unused_ignore", "expired"]
    assert shown["focus"] == ["seeds/bases-feb17.md", "seeds/house.txt"]
    assert json.loads(render(RUN, "json"))["focus"] is None


@pytest.mark.parametrize("format", ["notes", "sarif", "github", "gitlab", "json", "markdown"])
def test_that_pyarrow_is_there_slows_no_other_format(format: str, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("The blast killed 46 people: 12 women, 30 men and 9 children.\n", "utf-8")
    code = "import sys; from figcheck.cli import main; main(sys.argv[1:], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", "-f", format, "draft.md"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    loaded = {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert "figcheck" in loaded
    assert not loaded & {"pyarrow", "pandas"}
