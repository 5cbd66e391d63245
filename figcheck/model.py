"""The records of what articles tell, as the stages hand them to one another: figures, claims, groups.

Every record is frozen: a stage that changes one makes a copy (``dataclasses.replace``). Nothing here knows how
a record is made or shown. The articles that they are of are in articles.py, what is found about them in findings.py.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from figcheck.articles import Header, Place, Span
from figcheck.intervals import Reading

Hedge = Literal["exact", "approx", "at_least", "more_than", "at_most", "less_than", "range", "vague"]
Kind = Literal["incident", "daily_count", "running_total", "rate", "share"]
Mode = Literal["stated", "denied", "planned", "hypothetical"]
Role = Literal["whole", "part", "member", "remainder"]

PAIR: Final = 1000  # a score is one number as Printed has it: 3-1 is 3001
DEFAULT_HEDGES: Final = "interval"  # the hedge scheme of a run that names none


# --- figures ----------------------------------------------------------------------------------------------------


class Skip(NamedTuple):
    """A number word or digit run that is no figure, or a figure that a stage had to let go, with the reason.

    ``kind`` is one of: date, year, time, ordinal, age, address, name, pronoun, list_number, identifier, score,
    citation, idiom, rate_base ("per 100,000 people").
    ``value`` keeps what a date, age or ordinal says.
    """

    span: Span
    surface: str
    stage: str
    kind: str
    reason: str
    value: dt.date | Decimal | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an article as its cells are printed, without markup; one record for all figures in it.

    ``number`` counts the article's tables from 1. ``headings`` are those of the columns, "" where none stands. ``rows``
    are all of one length, "" for a cell that holds nothing. ``label_column`` is the column that names the rows,
    ``counting`` are the columns of quantities: no years, ranks, dates and numbers that name something.
    """

    number: int
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    label_column: int | None
    counting: tuple[int, ...] = ()

    def label(self, row: int) -> str:
        """What names a row, "" for nothing. A name that reaches over several columns stands in the first of them."""
        column = self.label_column
        if column is None:
            return ""
        return self.rows[row][column] or next((cell for cell in self.rows[row][:column] if not cell.isdigit()), "")


class Cell(NamedTuple):
    """Where in a table a figure stands; rows (without the headings) and columns count from 0."""

    table: Table
    row: int
    column: int

    @property
    def label(self) -> str:
        """What names the figure's row."""
        return self.table.label(self.row)

    @property
    def heading(self) -> str:
        """What stands over the figure's column."""
        return self.table.headings[self.column]


class Figure(NamedTuple):
    """A quantity found in an article.

    ``span``/``surface`` take in hedge, number, and currency or percent sign; ``number_span`` the number alone.
    ``unit`` is "count", "percent", "fraction", "ratio", an ISO 4217 code, or a quantulum3 name ("barrel/day").
    ``form`` is how it is written: plain, times ("200 times"), share ("3 in 10"), money, measure, vague, multiple,
    or single: a person told without a number ("a teenager was killed").
    ``counted`` is the noun phrase's head in the singular, with ``counted_span`` the whole phrase as printed.
    ``printed_hedge`` is the hedge word, "" when there is none. ``cell`` is where in a table it stands, None in prose;
    ``sentence`` is the row then.
    """

    span: Span
    surface: str
    number_span: Span
    number_surface: str
    reading: Reading
    hedge: Hedge
    unit: str
    form: str
    sentence: Span
    in_title: bool
    counted: str | None = None
    counted_span: Span | None = None
    printed_hedge: str = ""
    because: tuple[str, ...] = ()
    cell: Cell | None = None


# --- claims -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """A marked stretch of text that is no figure (a rank, a list of members, a date), as a finding shows it."""

    article: str
    surface: str
    place: Place
    quote: str
    note: str = ""


class Printed(NamedTuple):
    """A number that is no figure, in a title or where it may bear on a number of the title.

    ``kind`` is age, year, date, time, ordinal, score or name. ``stem`` is what it stands with: the letters of a
    name ("f" of "F-22"), the month of a date, the half of the day of a time; "" for the others. ``again``: a title's
    number whose digits, or word, stand in the body as well.
    """

    header: Header
    kind: str
    value: Decimal
    stem: str
    passage: Passage
    in_title: bool
    again: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What a claim is about: names in their canonical form; None where the text does not say.

    ``who`` holds the victims, holders or respondents, ``by`` the party that acted, ``where`` places,
    ``when`` ISO days or "start/end" periods, ``about`` named anchors ("Tower 22", "YouGov").
    """

    who: frozenset[str] | None = None
    by: frozenset[str] | None = None
    where: frozenset[str] | None = None
    when: frozenset[str] | None = None
    about: frozenset[str] | None = None


# Groups of persons that ``who`` tells apart; a general noun ("person", "victim") tells nothing.
TELLING_GROUPS: Final = frozenset(
    "military fighters police civilians children women men medics journalists captives refugees suspects".split()
)
# Of these, groups that others may belong to as well: "two teenagers" and "a third man" may be victims of one toll.
LOOSE_GROUPS: Final = frozenset({"men", "refugees"})
SLOTS: Final[tuple[str, ...]] = ("who", "by", "where", "when", "about")


@dataclass(frozen=True, slots=True)
class Story:
    """The event that an article with a toll tells of, from its title and opening: evidence for linking.

    ``names`` are proper names that no list knows (persons, streets, venues), ``places`` those of the gazetteer,
    ``words`` stems of telling words, ``half_words`` of words that tell a little, ``topics`` kinds of event, ``days``
    ISO days or "start/end" periods that the opening states, ``asides`` what tells why two tolls may differ by a few
    ("perpetrator_died", "unborn"), or that it is another event than those told before ("another_event").
    ``opening`` is where title and first paragraphs end in the article's text.
    ``sites`` are those of the names that stand where places do ("in Varsk"): villages that no gazetteer has.
    ``ages`` are those of persons in the opening ("7", "9 months"), ``houses`` the hundreds of house numbers ("2600").
    ``villages`` are names that it says lie at a place: "Varsk, near Dnipro", "the Oakdale district of Leeds".
    """

    names: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    half_words: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    asides: frozenset[str] = frozenset()
    opening: int = 0
    sites: frozenset[str] = frozenset()
    ages: frozenset[str] = frozenset()
    houses: frozenset[str] = frozenset()
    villages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure with what it measures, of whom, where, when and who said so. Self-contained: needs no article text.

    ``id`` is "<article id>:<n>", n counting the article's figures from 1. ``place`` is that of the figure's surface;
    ``quote`` is the sentence and ``quote_at`` the surface's span in it. ``inherited`` names the scope slots that came
    from beyond the sentence. ``topics`` are the kinds of event or of money its sentence names ("fire", "revenue"),
    ``words`` are the content words of the clause, ``names`` the proper names of paragraph,
    lead and title: evidence for linking. ``signature`` is the sentence with its figures blanked. ``story`` is what the
    article of a toll tells of, one record for all its claims.

    ``part_of`` is the id of the whole; ``each`` multiplies by ``members``; ``rank`` is a stated place ("came third with
    four": 3), ``rank_at`` where it stands. ``remainder`` is the passage that names the rest of this whole without
    numbers ("the rest were Spanish, Dutch …"), ``remainder_members`` those names.

    ``said_by`` is who said it, canonical where the lexicon knows the name; ``said_by_party`` the state or side that
    this speaker speaks for ("the Kremlin": Russia, "Hamas": Hamas), None for police, doctors, monitors, the United
    Nations and all who are no party. ``in_lead`` is True in the first paragraph of the body.
    """

    id: str
    header: Header
    figure: Figure
    place: Place
    quote: str
    quote_at: Span
    measure: str
    scope: Scope
    inherited: frozenset[str] = frozenset()
    kind: Kind = "incident"
    mode: Mode = "stated"
    as_of: dt.date | None = None
    start_date: dt.date | None = None
    role: Role | None = None
    part_of: str | None = None
    each: bool = False
    members: tuple[str, ...] = ()
    rank: int | None = None
    rank_at: Passage | None = None
    remainder: Passage | None = None
    remainder_members: tuple[str, ...] = ()
    said_by: str | None = None
    words: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    signature: str = ""
    because: tuple[str, ...] = ()
    story: Story | None = None
    said_by_party: str | None = None
    in_lead: bool = False

    @property
    def number(self) -> int:
        """Which of its article's figures this is, from 1: the order of the text."""
        return int(self.id[self.id.rindex(":") + 1 :])

    @property
    def is_lone(self) -> bool:
        """True for one person told without a number; "a fourth victim" counts."""
        return self.figure.form == "single" and self.figure.reading.point == 1


DateKind = Literal[
    "day", "month", "year", "weekday", "length", "anniversary", "age", "birth", "death", "clock", "hours"
]
Way = Literal["", "ago", "after", "before", "later", "earlier", "long"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day, a weekday, an age or a length of time as an article prints it, for the checks of dates.

    ``span`` and ``sentence`` are those of the article's text, ``place`` is on disk, ``quote`` the sentence. ``day``,
    ``month`` and ``year`` are what is printed, None what is not, whether or not such a day exists; ``until`` is the
    last day or year of a range in one ("3-5 May": 5). ``weekday`` is 0 for a Monday. ``low`` and ``high`` are how many
    ``unit`` (day, week, month, year) a length or an age is, with its hedge; ``way`` tells where a length leads ("two
    days earlier"), "long" of one before a noun ("a two-day visit"). ``name`` is the name that an age or a birth stands
    beside, ``manner`` how an age is told ("turned", "died"). Of a time of day ("clock") and of "hours" told beside two,
    ``low`` is in minutes.
    """

    kind: DateKind
    header: Header
    span: Span
    surface: str
    sentence: Span
    quote: str
    place: Place
    in_title: bool = False
    day: int | None = None
    month: int | None = None
    year: int | None = None
    until: int | None = None
    weekday: int | None = None
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    unit: str = ""
    way: Way = ""
    name: str = ""
    manner: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Claims about the same thing. ``key`` is a label, unique in the run; ``claims`` are ids in reading order."""

    key: str
    measure: str
    claims: tuple[str, ...]
    because: tuple[str, ...] = ()
