"""Two outlets on one event: a fault planted in one of them is shown; what differs for a good reason is no warning."""

from typing import Any

import pytest
from texts import article_of, cases

from figcheck.api import toolkit
from figcheck.config import Settings
from figcheck.engine import run


@pytest.mark.parametrize("case", cases("outlets.yaml"))
def test_what_two_outlets_tell(case: dict[str, Any]) -> None:
    articles = [
        article_of(
            row["text"], title=row["title"], name=f"report-{at}", outlet=row["outlet"], published=row["published"]
        )
        for at, row in enumerate(case["articles"])
    ]
    severities = {finding.severity for finding in run(articles, toolkit(Settings())).findings}
    severest = "warning" if severities - {"note"} else "note" if severities else "nothing"
    if case["shown"] == "no warning":
        assert severest != "warning"
    else:
        assert severest == case["shown"]
