"""Commitments on a line of time: from the day of the talk to what later papers tell."""

from __future__ import annotations

import pytest

from memcon.room.threads import LEFT, MOST, RIGHT, WIDE, Told, threads

PACT = Told("Flavia: a pact", "1934-11-24", (("1936-03-12", "kept", "Protocol"), ("1934-11-27", "kept", "Agreement")))


def test_a_thread_runs_from_the_talk_to_what_came_of_it() -> None:
    """The first day stands at the left, the last at the right; knots follow each other in order of date."""
    drawn = threads([PACT])
    assert drawn is not None
    (thread,) = drawn.threads
    assert thread.x == LEFT
    assert [knot.when for knot in thread.knots] == ["1934-11-27", "1936-03-12"]
    assert thread.knots[-1].x == WIDE - RIGHT
    assert [name for _, name in drawn.ticks][:2] == ["1934-12", "1935-02"]


@pytest.mark.parametrize(
    "told",
    [(), (Told("undated", None, (("1936-03-12", "kept", "Protocol"),)),), (Told("no trace", "1934-11-24", ()),),
     (Told("undated trace", "1934-11-24", ((None, "kept", "Protocol"),)),)],
)  # fmt: skip
def test_nothing_is_drawn_that_has_no_day(told: tuple[Told, ...]) -> None:
    """Without two days there is no thread, and without a thread no drawing."""
    assert threads(told) is None


def test_what_has_no_room_is_counted() -> None:
    """The drawing stays readable; what it leaves out is told."""
    drawn = threads([PACT] * (MOST + 3))
    assert drawn is not None
    assert len(drawn.threads) == MOST
    assert drawn.left_out == 3


def test_both_on_one_day() -> None:
    """An undertaking carried out the same day is a thread without length."""
    drawn = threads([Told("a", "1934-11-24", (("1934-11-24", "kept", "b"),))])
    assert drawn is not None
    assert drawn.threads[0].x == drawn.threads[0].knots[0].x
