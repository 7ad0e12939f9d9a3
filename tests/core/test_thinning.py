"""Backups go by rules that no clock can turn against the record."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from exodesk.core.thinning import FEWEST, Kept, superfluous

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@st.composite
def histories(draw: st.DrawFn) -> list[Kept]:
    """Backups in the order of making, dated by whatever the clock said, of a record that may have been put back."""
    days = draw(st.lists(DAYS | st.sampled_from([date(2026, 11, 23), date(2026, 11, 24)]), max_size=120))
    return [
        Kept(number=number, day=day, last_seq=draw(st.integers(0, 500)), proven=draw(st.booleans()))
        for number, day in enumerate(days, start=1)
    ]


def every_day(count: int, first: date = date(2026, 1, 1), of_a_day: int = 1) -> list[Kept]:
    return [
        Kept(number=number + 1, day=first + timedelta(days=number // of_a_day), last_seq=number, proven=True)
        for number in range(count)
    ]


@given(histories())
def test_the_newest_proven_one_and_the_three_newest_stay(backups: list[Kept]) -> None:
    gone = superfluous(backups)
    left = [each for each in backups if each not in gone]
    assert len(left) >= min(FEWEST, len(backups))
    assert set(backups[-FEWEST:]) <= set(left)
    if proven := [each for each in backups if each.proven]:
        assert proven[-1] in left
        assert max(each.last_seq for each in proven) == max(each.last_seq for each in left if each.proven)


DAMAGED_AND_DATED_ANYHOW = [
    Kept(number=number, day=date.fromisoformat(day), last_seq=0, proven=number in {2, 3})
    for number, day in enumerate(
        (
            *("2026-11-23", "2021-01-02", "2021-01-01", "2020-01-01", "2020-01-02", "2020-01-03", "2020-01-04"),
            *("2020-01-05", "2020-02-01", "2020-02-02", "2020-02-03", "2020-03-01", "2021-01-02", "2021-01-03"),
            *("2021-02-01", "2026-11-23", "2026-11-24"),
        ),
        start=1,
    )
]
"""A damaged one that went with the first thinning gave up the place that a proven one of its day had."""


@given(histories())
@example(DAMAGED_AND_DATED_ANYHOW)
def test_thinning_twice_is_thinning_once(backups: list[Kept]) -> None:
    gone = superfluous(backups)
    assert superfluous([each for each in backups if each not in gone]) == []


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_found_does_not_matter(backups: list[Kept], random: object) -> None:
    shuffled = backups[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert superfluous(shuffled) == superfluous(backups)


@given(histories(), DAYS)
def test_one_more_whatever_its_date_costs_no_more_than_one_a_period(backups: list[Kept], day: date) -> None:
    """A clock gone wrong names one more day, week and month: it never empties the folder."""
    gone = superfluous(backups)
    left = [each for each in backups if each not in gone]
    one_more = Kept(number=len(backups) + 1, day=day, last_seq=0, proven=True)
    after = superfluous([*left, one_more])
    last_days = list(dict.fromkeys(each.day for each in reversed(left)))[:2]
    in_whole_days = [each for each in left if each.day in last_days]
    assert one_more not in after
    assert len(set(after) - set(in_whole_days)) <= 3 + 1


@given(histories())
def test_the_folder_has_an_end(backups: list[Kept]) -> None:
    assert len(backups) - len(superfluous(backups)) <= 3 + 48 + 14 + 10 + 12 + 2


def test_a_year_of_hours_keeps_two_days_whole_then_days_weeks_and_months() -> None:
    backups = every_day(360 * 8, of_a_day=8)
    gone = superfluous(backups)
    left = [each for each in backups if each not in gone]
    assert [each for each in left if each.day >= backups[-1].day - timedelta(days=1)] == backups[-16:]
    days = sorted({each.day for each in left}, reverse=True)
    assert days[:14] == [backups[-1].day - timedelta(days=number) for number in range(14)]
    assert len({day.isocalendar()[:2] for day in days}) >= 10
    assert len({(day.year, day.month) for day in days}) == 12
    assert len(left) == len({each.number for each in left}) < 48


def test_a_clock_that_stands_still_fills_no_disk() -> None:
    backups = [Kept(number=number, day=date(2020, 1, 1), last_seq=number, proven=True) for number in range(1, 200)]
    gone = superfluous(backups)
    assert [each for each in backups if each not in gone] == backups[-48:]


def test_a_proven_one_stands_for_its_day_rather_than_a_damaged_one() -> None:
    backups = [
        Kept(number=1, day=date(2026, 1, 1), last_seq=1, proven=True),
        Kept(number=2, day=date(2026, 1, 1), last_seq=2, proven=False),
        *(
            Kept(number=3 + number, day=date(2026, 1, 2) + timedelta(days=number), last_seq=3, proven=True)
            for number in range(5)
        ),
    ]
    assert superfluous(backups) == [backups[1]]
