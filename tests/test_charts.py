"""Charts of a series of meetings: what is drawn is what was counted, and says out of what."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from influence_specimens import ELPHBERG, STRELSAU, Said, chatter, evidence
from memcon.inquiries.influence.evidence import Evidence
from memcon.inquiries.influence.measure import Interval, Reading
from memcon.inquiries.influence.read import catalogue as measures
from memcon.inquiries.influence.read import reading
from memcon.inquiries.influence.resampling import drawings
from memcon.model.errors import MemconError, MissingExtra, TooLittle
from memcon.studies import chart_dress, chart_forms, chart_verbs
from memcon.studies.chart import Chart, Matter
from memcon.studies.chart_forms import Drawing, drawn
from memcon.studies.chart_time import Period, days, every, period
from memcon.studies.charts.agenda import MOST, REST, families
from memcon.studies.charts.pressing import circle, counted
from memcon.studies.over_time import Course, nice, smoothed

TURNS = (
    Said(0, "PROPOSE", "The crown should be shown at Zenda.", "the crown"),
    Said(1, "ACCEPT", "The crown at Zenda was agreed to.", "the crown", answers=1),
    Said(1, "REQUEST", "Would the garrison leave the bridge?", "garrison of the bridge"),
    Said(0, "REJECT", "The garrison stays.", "garrison of the bridge", answers=1),
    Said(0, "ASK", "Who pays for the road?", "road to Strelsau", reply="explicit"),
    Said(1, "ANSWER", "The duchy pays for the road.", "road to Strelsau", answers=1),
    Said(1, "HOLD", "The bridge is ours.", "bridge"),
    Said(0, "PROMISE", "The road will be mended.", "road to Strelsau"),
)
CHARTS = chart_verbs.charts()
NAMES = [one.name for one in CHARTS]


def dated(held: Evidence, apart: int = 20) -> Evidence:
    """Give each meeting a day, so many days after the one before."""
    first = date(1905, 6, 1)
    met = [
        replace(one, date=(first + timedelta(days=apart * number)).isoformat())
        for number, one in enumerate(held.meetings)
    ]
    return replace(held, meetings=tuple(met))


def talks(count: int = 12) -> Evidence:
    """A series of talks in which Elphberg proposes and Strelsau asks, and words are taken up."""
    random = np.random.default_rng(4)
    spoken = chatter(random, meetings=count, turns=10)
    return dated(evidence([[*TURNS, *its] for its in spoken]))


def matter(held: Evidence, *issues: str) -> Matter:
    """What a chart is drawn from."""

    def said(name: str) -> Reading:
        measure = next(one for one in measures() if one.name == name)
        return reading(measure, held, drawings(len(held.meetings), 200))

    def acts_on(issue: str) -> frozenset[int]:
        return frozenset(row["act"] for row in held.acts.to_dicts() if issue in row["label_of_issue"])

    return Matter(held, issues, said, acts_on, 200)


@pytest.fixture(scope="module")
def made() -> dict[str, Drawing]:
    """Every chart of the catalogue, drawn of one series."""
    held = talks()
    return {
        one.name: drawn(one, matter(held, *(["the crown"] if one.issue == "needed" else []))) for one in CHARTS
    }


def layers(drawing: Drawing) -> list[dict[str, Any]]:
    """The layers of a drawing; it is its own where it has one."""
    specification = dict(drawing.specification)
    return list(specification.get("layer", [specification]))


def rows(drawing: Drawing, mark: str) -> list[dict[str, Any]]:
    """The rows that marks of a kind are drawn of."""
    for layer in layers(drawing):
        kind = layer["mark"] if isinstance(layer["mark"], str) else layer["mark"]["type"]
        if kind == mark:
            held = layer["data"]
            named = drawing.specification.get("datasets", {})
            return list(named[held["name"]] if "name" in held else held["values"])
    raise AssertionError(mark)


# Every chart of the catalogue.


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_valid_vega_lite_and_fetches_nothing(made: dict[str, Drawing], name: str) -> None:
    """Altair holds it against the schema; all figures stand in it."""
    assert "url" not in re.findall(r'"(\w+)":', json.dumps(made[name].specification))
    assert made[name].altair().to_dict()["description"] == made[name].told


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_says_what_is_counted_and_out_of_what(made: dict[str, Drawing], name: str) -> None:
    """Under its title, and in words for those who cannot see it; the numbers of meetings and acts stand there."""
    drawing = made[name]
    head = drawing.specification["title"]
    assert head["text"] == drawing.title
    assert " ".join(head["subtitle"]) == " ".join(" ".join(drawing.counted).split())
    assert re.search(r"\bof\b.* (acts|words|contributions|moves)|acts in", " ".join(drawing.counted))
    assert "12 meetings" in " ".join(drawing.counted)
    assert all(side in drawing.told for side in (ELPHBERG, STRELSAU))
    assert len(drawing.told) > 100


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_becomes_a_picture_offline(made: dict[str, Drawing], name: str) -> None:
    """SVG with title and description, PNG, PDF, and a page without an address to fetch from."""
    written = made[name].svg()
    said = 'role="img" aria-labelledby="chart-title chart-told"'
    assert re.match(rf'<svg [^>]*class="memcon-chart" style="[^"]*" {said}>', written)
    assert "prefers-color-scheme:dark" in written
    assert "nan" not in re.findall(r'[ ="](nan|undefined)[ ,"]', written, re.IGNORECASE)
    assert chart_forms.png(made[name])[:8] == b"\x89PNG\r\n\x1a\n"
    assert chart_forms.pdf(made[name])[:5] == b"%PDF-"
    assert not re.search(r'<(script|link|img)[^>]+(src|href)="?(https?:)?//', chart_forms.html(made[name]))


@pytest.mark.parametrize("chart", CHARTS, ids=NAMES)
def test_the_same_is_drawn_twice(chart: Chart) -> None:
    """Nothing depends on the order of a set, or on chance."""
    held = talks(6)
    issues = ["the crown"] if chart.issue == "needed" else []
    assert drawn(chart, matter(held, *issues)) == drawn(chart, matter(held, *issues))


@pytest.mark.parametrize("chart", CHARTS, ids=NAMES)
@pytest.mark.parametrize(
    "held", [dated(evidence([[Said(0, "INFORM")]])), evidence([[Said(0, "INFORM"), Said(1, "INFORM")]] * 6)],
    ids=["one meeting", "no dates, no moves"],
)  # fmt: skip
def test_too_little_is_refused_with_the_reason(chart: Chart, held: Evidence) -> None:
    """Never an empty picture."""
    with pytest.raises(TooLittle, match=r"\d.*need|needed|sure"):
        chart.draw(matter(held, *(["crown"] if chart.issue == "needed" else [])))


@pytest.mark.parametrize("chart", CHARTS, ids=NAMES)
def test_a_chart_tells_how_to_read_it(chart: Chart) -> None:
    """What it shows and what to beware of, each in a sentence."""
    assert chart.issue in ("none", "one", "some", "needed")
    assert all(len(words) > 20 for words in (chart.shows, chart.beware))


# What each draws.


@pytest.mark.parametrize(("name", "sides"), [("share", 12), ("concession", 12)])
def test_over_time_there_is_a_point_a_meeting_and_side(made: dict[str, Drawing], name: str, sides: int) -> None:
    """At the day of the meeting, with what it is out of."""
    points = rows(made[name], "point")
    assert [sum(one["side"] == side for one in points) for side in (ELPHBERG, STRELSAU)] == [sides, sides]
    assert points[0]["day"] == "1905-06-01"
    assert all(one["of"] > 0 for one in points)


def test_the_balance_drawn_is_the_measures() -> None:
    """Elphberg proposes and promises, Strelsau accepts, asks and insists: 0 and -1/3 in every meeting."""
    drawing = drawn(chart_verbs.named("concession"), matter(talks()))
    points = {one["side"]: one["value"] for one in rows(drawing, "point")}
    assert points == {ELPHBERG: 0.0, STRELSAU: pytest.approx(-1 / 3, abs=1e-4)}
    for one in rows(drawing, "line"):
        assert one["low"] - 1e-9 <= one["value"] <= one["high"] + 1e-9


def test_the_running_mean_of_a_constant_is_the_constant() -> None:
    """And weighs meetings by what they are out of."""
    at, ones = np.arange(10.0), np.ones(10)
    course = Course("Zenda", at, ones * 0.3, ones * 7, tuple(range(10)))
    assert smoothed(course, at, 2.0, np.ones((1, 10)))[0] == pytest.approx(0.3)
    heavy = Course("Zenda", at[:2] * 0, np.array([0.0, 1.0]), np.array([1.0, 3.0]), (0, 1))
    assert smoothed(heavy, at[:1], 2.0, np.ones((1, 2)))[0] == pytest.approx(0.75)


def test_the_line_breaks_where_no_meetings_are_near() -> None:
    """Six meetings in one year and six, five years later: nothing is drawn between."""
    held = talks()
    met = [
        replace(one, date=f"{1905 if number < 6 else 1910}-{number % 6 + 1:02}-01")
        for number, one in enumerate(held.meetings)
    ]
    drawing = drawn(chart_verbs.named("share"), matter(replace(held, meetings=tuple(met))))
    line = rows(drawing, "line")
    assert len({one["piece"] for one in line}) == 4
    assert not [one for one in line if "1907" < one["day"] < "1909"]


def test_the_agenda_counts_every_act_once() -> None:
    """The bands of all periods add up to the acts, where the rest is drawn."""
    held = dated(evidence([TURNS] * 12))
    drawing = drawn(chart_verbs.named("agenda"), matter(held))
    found = rows(drawing, "area")
    assert sum(one["acts"] for one in found) == held.acts.height
    assert {one["issue"] for one in found} == {"Bridge", "Road to Strelsau", "The crown"}


def test_many_issues_stay_readable() -> None:
    """The most frequent have their name; what has none is left out of the picture where it is most, and counted."""
    random = [Said(0, "INFORM", "So.", f"{'abcdefghijkl'[number % 12] * 5}{'xyzuvw'[number % 5] * 4} pass")
              for number in range(60)]  # fmt: skip
    held = dated(evidence([[Said(0, "INFORM", "So.", f"q{'bcdfgh'[n % 6] * 6}q") for n in range(4)] + random[n:n + 9]
                           for n in range(12)]))  # fmt: skip
    found = rows(drawn(chart_verbs.named("agenda"), matter(held)), "area")
    assert len({one["issue"] for one in found} - {REST}) <= MOST


def test_issues_that_share_a_word_are_one_family() -> None:
    """Named by the word, or by two words that most of them share; names of the sides join nothing."""
    issues = {
        "a": ("withdrawal of Communist troops", 5), "b": ("Communist troops at Zenda", 6), "c": ("cease fire", 4),
        "d": ("cease fire order", 3), "e": ("Strelsau railway", 2), "f": ("Strelsau loan", 1),
    }  # fmt: skip
    found = {one.name: (sorted(one.issues), one.acts) for one in families(issues, frozenset({"strels"}))}
    assert found["Communist troops"] == (["a", "b"], 11)
    assert found["Cease fire"] == (["c", "d"], 7)
    assert "Strelsau" not in found


def test_the_agenda_takes_the_issues_asked_for() -> None:
    """In the words of who asks."""
    held = dated(evidence([TURNS] * 12))
    found = rows(drawn(chart_verbs.named("agenda"), matter(held, "road", "crown")), "area")
    assert {one["issue"]: one["acts"] for one in found if one["day"] == found[0]["day"]}.keys() >= {"road", "crown"}


def test_an_arrow_leads_from_who_presses_to_who_is_pressed() -> None:
    """Whom the record names, whom the act answers, or who spoke last; as many as were counted."""
    held = dated(evidence([TURNS] * 6))
    held = replace(held, addressed={0: (("sapt", "Sapt"),)})
    found = counted(matter(held))
    assert dict(found.arrows) == {("rudolf", "michael"): 5, ("rudolf", "sapt"): 1, ("michael", "rudolf"): 12}
    assert dict(found.known) == {"said": 1, "near": 17}
    drawing = drawn(chart_verbs.named("pressing"), matter(held))
    assert sorted(one["count"] for one in rows(drawing, "point")) == [1, 5, 12]


def test_labels_less_sure_are_not_drawn_as_pressing() -> None:
    """As everywhere, nothing is concluded from them."""
    unsure = [replace(one, certainty=0.4) for one in TURNS]
    with pytest.raises(TooLittle, match="0 acts"):
        chart_verbs.named("pressing").draw(matter(dated(evidence([unsure] * 6))))


def test_the_two_sides_stand_opposite() -> None:
    """The first at the left, the second at the right, whoever else takes part."""
    places = circle(["a", "b", "x", "y", "z"], {"a": 0, "b": 1})
    assert places["a"] == pytest.approx((-1.0, 0.0))
    assert places["b"] == pytest.approx((1.0, 0.0))
    assert len({(round(x, 3), round(y, 3)) for x, y in places.values()}) == 5


def test_a_course_stands_where_the_moves_stand() -> None:
    """Proposing is open (0), accepting grants (+1); a point a meeting and side, each with its moves."""
    held = dated(evidence([TURNS[:2]] * 5))
    found = rows(drawn(chart_verbs.named("course"), matter(held, "crown")), "point")
    assert {(one["side"], round(one["stand"])) for one in found} == {(ELPHBERG, 0), (STRELSAU, 1)}
    assert len(found) == 10
    assert {one["moves"] for one in found} == {1}


def test_many_meetings_of_a_course_are_taken_by_month() -> None:
    """Else the steps could not be read."""
    drawing = drawn(chart_verbs.named("course"), matter(dated(evidence([TURNS[:2]] * 20)), "crown"))
    assert {one["when"] for one in rows(drawing, "point")} >= {"Jun 1905", "Jun 1906"}


def test_what_the_acts_were_narrowed_to_stands_in_the_title() -> None:
    """A picture of one issue must not pass for one of all."""
    for name in ("share", "pressing"):
        assert drawn(chart_verbs.named(name), matter(talks(), "the crown")).title.endswith(" on “the crown”")


def test_where_a_sample_was_checked_the_corrected_figures_stand_under_the_title() -> None:
    """The points are raw all the same, and that is said."""
    held = matter(talks())
    raw = held.reading("share")
    better = tuple(replace(one, corrected=Interval(0.5, 0.4, 0.6)) for one in raw.figures)
    checked = replace(held, reading=lambda _: replace(raw, figures=better))
    said = " ".join(drawn(chart_verbs.named("share"), checked).counted)
    assert f"{ELPHBERG} 50%, 95 % interval 40% to 60%" in said
    assert "Raw, as the machine tells it" in said


# Days and periods.


@pytest.mark.parametrize(
    ("expected", "edtf"),
    [(date(1905, 6, 1), "1905-06-01"), (date(1905, 6, 15), "1905-06"), (date(1905, 7, 2), "1905~"), (None, None)],
)
def test_a_meeting_stands_in_the_middle_of_the_days_it_can_mean(expected: date | None, edtf: str | None) -> None:
    """One without a date stands nowhere."""
    held = evidence([[Said(0, "INFORM")]])
    assert days([replace(held.meetings[0], date=edtf)]).get(0) == expected


@pytest.mark.parametrize(
    ("expected", "by"), [(["29 May 1905", "5 Jun 1905"], "week"), (["Jun 1905"], "month"), (["1905"], "year")]
)
def test_periods_follow_each_other_without_a_gap(expected: Sequence[str], by: str) -> None:
    """Empty ones too."""
    held: list[Period] = [period(date(1905, 6, 1), by), period(date(1905, 6, 8), by)]
    assert [one.name for one in every(held, by)] == expected


@pytest.mark.parametrize(("expected", "most"), [((1.0,), 1.0), ((1.0, 5.0), 7.0), ((20.0, 200.0), 333.0)])
def test_a_legend_of_sizes_has_round_numbers(expected: Sequence[float], most: float) -> None:
    """None above the most."""
    assert nice(most) == expected


# Words of records, and what cannot be done.


def test_words_of_a_record_cannot_become_markup() -> None:
    """Neither in the page nor in the picture."""
    held = talks()
    met = [replace(one, title="</script><script>alert(1)</script><b>") for one in held.meetings]
    drawing = drawn(chart_verbs.named("share"), matter(replace(held, meetings=tuple(met))))
    assert "<script>alert" not in chart_forms.html(drawing)
    assert "<script" not in drawing.svg()
    issue = "<b>&</svg>"
    crowned = dated(evidence([[replace(one, issue=issue) for one in TURNS]] * 6))
    written = drawn(chart_verbs.named("course"), matter(crowned, issue)).svg()
    assert written.count("</svg>") == 1


def test_a_file_is_written_whole_in_the_form_its_name_says(made: dict[str, Drawing], tmp_path: Path) -> None:
    """SVG, PNG, PDF, HTML, JSON."""
    begin = {".svg": b"<svg", ".png": b"\x89PNG", ".pdf": b"%PDF", ".html": b"<!DOCTYPE html>", ".json": b"{"}
    assert begin.keys() == chart_forms.FORMS.keys()
    for suffix, head in begin.items():
        path = chart_forms.write(made["share"], tmp_path / f"share{suffix}")
        assert path.read_bytes().startswith(head)
    assert json.loads((tmp_path / "share.json").read_text("utf-8")) == made["share"].specification


@pytest.mark.parametrize(
    ("expected", "name"), [("says no form", "x.gif"), ("says no form", "x"), ("cannot be written", "there/x/y.svg")]
)
def test_a_file_that_cannot_be_written_gets_a_clear_word(
    made: dict[str, Drawing], tmp_path: Path, expected: str, name: str
) -> None:
    """Nothing is left behind."""
    (tmp_path / "there").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(MemconError, match=expected):
        chart_forms.write(made["share"], tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_without_the_extra_a_plain_word_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is counted, and before anything is written."""
    import sys

    monkeypatch.setitem(sys.modules, "altair", None)
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    for doing in (chart_dress.engine, lambda: chart_forms.svg(Drawing("share", "", (), "", {}))):
        with pytest.raises(MissingExtra, match=r"pip install 'memcon\[charts\]'"):
            doing()
