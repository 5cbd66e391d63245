"""What stands around the sentences of findings, so that a report shows them as a reader of the article meets them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from figcheck.expressions import expression
from figcheck.findings import Context, Finding
from figcheck.model import Claim

_LENGTH = 240  # characters on either side: about two sentences
_PARAGRAPH = expression(r"(?:\r\n?|\n)[^\S\r\n]*(?:\r\n?|\n)")
_BLANKS = expression(r"\s+")


def contexts(findings: Iterable[Finding], claims: Iterable[Claim], texts: Mapping[str, str]) -> tuple[Context, ...]:
    """The surroundings of every sentence that a finding shows, sorted; ``texts`` are those of articles by their id.

    A sentence that stands alone gets none, nor does one that its article does not have as it is quoted.
    """
    findings = tuple(findings)
    wanted = {claim for finding in findings for claim in finding.figures}
    sentences = {(claim.header.id, claim.quote): claim.figure.sentence.start for claim in claims if claim.id in wanted}
    for finding in findings:
        for passage in finding.places:
            start = texts.get(passage.article, "").find(passage.quote)
            if start >= 0:
                sentences.setdefault((passage.article, passage.quote), start)
    made = (
        _around(article, quote, texts[article], start)
        for (article, quote), start in sorted(sentences.items())
        if article in texts
    )
    return tuple(context for context in made if context.before or context.after)


def _around(article: str, quote: str, text: str, start: int) -> Context:
    end = start + len(quote)
    before = _PARAGRAPH.split(text[max(0, start - 4 * _LENGTH) : start].lstrip())[-1]
    after = _PARAGRAPH.split(text[end : end + 4 * _LENGTH].rstrip())[0]
    return Context(article, quote, _last(before), _first(after))


def _last(text: str) -> str:
    """The end of a text, from a word on."""
    if len(text) <= _LENGTH:
        return text
    words = _BLANKS.split(text[-_LENGTH:], maxsplit=1)
    return f"… {words[-1]}"


def _first(text: str) -> str:
    """The beginning of a text, up to the end of a word."""
    if len(text) <= _LENGTH:
        return text
    cut = text[:_LENGTH]
    return f"{cut[: max(cut.rfind(' '), cut.rfind(chr(10)), 1)].rstrip()} …"
