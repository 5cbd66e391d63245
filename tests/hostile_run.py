"""A run in which every text that comes from outside tries to become markup, to run, or to call somebody."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sample_run import HOSTILE, RUN, article, claim, exactly

from figcheck.articles import Remark, Unread
from figcheck.findings import Context, Finding, Reach, RuleCard, Run, SetAside, SlotEvidence
from figcheck.model import Group, Passage, Scope

# What each would do if it ran: tell the page (window.pwned), or fetch something from the address that is filled in.
PAYLOADS = (
    "</script><script>window.pwned=1</script>",
    "</noscript><script>window.pwned=2</script><img src=BEACON/a.png onerror=window.pwned=3>",
    "</style><style>@import url(BEACON/b.css);body{background:url(BEACON/c.png)}</style>",
    "<svg onload=window.pwned=4><animate onbegin=window.pwned=5 attributeName=x></svg>",
    "<svg><script href=BEACON/d.js></script><use href=BEACON/e.svg#x /></svg>",
    '" onmouseover="window.pwned=6" autofocus onfocus="window.pwned=7" x="',
    "' onclick='window.pwned=8' style='background:url(BEACON/f.png)'",
    "<iframe srcdoc='<script>top.pwned=9</script>' src=javascript:top.pwned=10></iframe>",
    "<a href='javascript:window.pwned=11'>click</a><form action=BEACON/g><button autofocus>x</button></form>",
    "<link rel=stylesheet href=BEACON/h.css><meta http-equiv=refresh content='0;url=BEACON/i'><base href=BEACON/>",
    "<!--<script>--><math><mtext><table><mglyph><style><img src onerror=window.pwned=12>",
    "</title><template shadowrootmode=open><slot onslotchange=window.pwned=13></template>",
    "<details open ontoggle=window.pwned=14><summary>x</summary></details></details></article></main>",
    "{{ ''.__class__ }}{% raw %} ${window.pwned=15} `${alert(1)}` <%= 7 * 7 %>",
    "&lt;script&gt;window.pwned=16&lt;/script&gt; &#60;script&#62; \\u003cscript\\u003ewindow.pwned=17",
    HOSTILE,
)
URLS = (
    "javascript:window.pwned=20",
    "JaVaScRiPt:window.pwned=21",
    " javascript:window.pwned=22",
    "java\nscript:window.pwned=23",
    "data:text/html,<script>window.pwned=24</script>",
    "vbscript:pwned",
    "file:///etc/passwd",
    "//evil.example/x",
    "https://",
    'https://news.example/"onmouseover="window.pwned=25',
    "https://news.example/story?a=1&b=2",
)


def hostile(beacon: str) -> Run:
    """The run; ``beacon`` is the address that nothing may ever ask for."""
    payloads = [payload.replace("BEACON", beacon) for payload in PAYLOADS]
    claims, made, articles, contexts, groups = [], [], [], [], []
    for at, payload in enumerate(payloads):
        bad = payload + f" {at}"
        sides = []
        for side in range(3):
            source = article(
                f"{payload}/{at}-{side}.txt",
                f"{payload} killed {7 + side} people; {payload}",
                outlet=f"{payload}{side % 2}",
                title=payload,
                author=payload,
                published=dt.date(2024, 3, 2 + side),
                url=URLS[(at * 3 + side) % len(URLS)],
            )
            made_claim = claim(
                source,
                f"killed {7 + side}",
                exactly(7 + side),
                counted="people",
                measure=payload,
                kind="running_total",
                said_by=payload,
                scope=Scope(where=frozenset({payload}), about=frozenset({bad})),
                because=(payload,),
            )
            sides.append(made_claim)
            articles.append(source.header)
            contexts.append(Context(source.header.id, source.text, payload, payload))
        claims += sides
        ids = tuple(it.id for it in sides)
        groups.append(Group(f"{payload} | {at}", payload, ids, (payload,)))
        made.append(
            Finding(
                rule=bad,
                severity="error",
                cause=payload,
                message=payload,
                figures=ids,
                fingerprint=bad if at % 2 else f"{at:016x}",
                subject=payload,
                expected=payload,
                observed=payload,
                places=(Passage(payload, payload, sides[0].place, payload, payload),),
                because=(payload, bad),
                evidence=(SlotEvidence(payload, payload, bad, 1.0, payload), SlotEvidence(payload)),
            )
        )
    return Run(
        version=payloads[0],
        articles=tuple(articles),
        claims=tuple(claims),
        groups=tuple(groups),
        findings=tuple(made),
        contexts=tuple(contexts),
        unread=tuple(Unread(payload, payload, payload, detail=payload) for payload in payloads),
        reach=Reach(9, 9, 9, 9, 9, dict.fromkeys(payloads, 2), dict.fromkeys(payloads, 3), len(payloads)),
        hedges=payloads[1],
        rules=tuple(RuleCard(it.rule, payloads[0], payloads[1], "error", payloads[2], payloads[3]) for it in made),
        set_aside=tuple(
            SetAside(replace(it, rule=it.message), "accepted", it.message, None, it.message) for it in made
        ),
        remarks=tuple(Remark(payload, payload, payload, 1, 2, payload) for payload in payloads),
        focus=tuple(payloads),
        comparisons=RUN.comparisons[:0],
    )
