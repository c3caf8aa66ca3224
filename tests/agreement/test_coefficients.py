"""Coefficients against published worked examples and an independent library."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimstance.agreement import coefficients as c
from claimstance.agreement.answers import AnswerSheet

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C: four observers,
# twelve units, missing data; nominal alpha = 0.743.
KRIPPENDORFF = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}
# The same, section B: two observers, ten units of nominal data; alpha = 0.692.
TWO = {"A": "a a b b d c c c e d d a", "B": "b a b b b c c c e d d d"}
# Section A: binary data, two observers, ten units; alpha = 0.095.
BINARY = {"A": "0 1 0 0 0 0 0 0 1 0", "B": "1 1 1 0 0 1 0 0 0 0"}


def answers(table, categories=None):
    names = tuple(sorted(table))
    columns = {name: [v if v != "." else None for v in row.split()] for name, row in table.items()}
    known = categories or tuple(sorted({v for row in columns.values() for v in row if v}))
    sheet = AnswerSheet(known, names)
    length = len(columns[names[0]])
    for index in range(length):
        sheet.add(index % 3, {name: columns[name][index] for name in names})
    return sheet.answers(3)


def alpha(found):
    return float(c.alpha(c.alpha_rows(found).sum(axis=0)[None, :])[0])


@pytest.mark.parametrize(("table", "value"), [(KRIPPENDORFF, 0.743), (TWO, 0.692), (BINARY, 0.095)])
def test_alpha_is_what_krippendorff_publishes(table, value):
    assert alpha(answers(table)) == pytest.approx(value, abs=0.0005)


def test_alpha_does_not_depend_on_whether_categories_are_shared_or_private():
    # The documents of private answers must not mix, so all units are in one.
    sheet = AnswerSheet((), tuple(sorted(KRIPPENDORFF)))
    rows = {name: row.split() for name, row in KRIPPENDORFF.items()}
    for index in range(12):
        sheet.add(0, {n: None if r[index] == "." else r[index] for n, r in rows.items()})
    assert alpha(sheet.answers(1)) == pytest.approx(0.743, abs=0.0005)


def test_cohen_on_a_worked_example():
    # Two reviewers of fifty grant proposals: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no.
    cells = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    table = {"A": " ".join(a for a, _ in cells), "B": " ".join(b for _, b in cells)}
    rows = c.cohen_rows(answers(table))
    assert float(c.cohen(rows.sum(axis=0)[None, :])[0]) == pytest.approx(0.4)


def test_fleiss_on_a_worked_example():
    # Fourteen raters, ten subjects, five categories; kappa = 0.210 (Fleiss' worked table in many
    # textbooks).
    counts = [
        (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
    ]  # fmt: skip
    names = tuple(f"r{n:02}" for n in range(14))
    sheet = AnswerSheet(tuple("12345"), names)
    for index, row in enumerate(counts):
        given_ = [str(k + 1) for k, count in enumerate(row) for _ in range(count)]
        sheet.add(index % 4, dict(zip(names, given_, strict=True)))
    rows = c.fleiss_rows(sheet.answers(4))
    assert float(c.fleiss(rows.sum(axis=0)[None, :])[0]) == pytest.approx(0.210, abs=0.0005)


def test_unanimous_answers_have_alpha_one():
    assert alpha(answers({"A": "x x x", "B": "x x x"}, ("x", "y"))) == 1.0


def test_no_answers_have_no_alpha():
    assert np.isnan(alpha(answers({"A": ". . x", "B": "x . ."}, ("x", "y"))))


@settings(deadline=None)  # the first example imports the library
@given(
    st.lists(
        st.tuples(*[st.sampled_from([None, "a", "b", "c"])] * 4),
        min_size=2,
        max_size=30,
    )
)
def test_alpha_equals_the_library(rows):
    library = pytest.importorskip("krippendorff")
    codes = {"a": 0.0, "b": 1.0, "c": 2.0, None: np.nan}
    paired = [row for row in rows if sum(v is not None for v in row) > 1]
    if len({v for row in paired for v in row if v is not None}) < 2:
        return  # the library refuses data without any possible disagreement
    sheet = AnswerSheet(("a", "b", "c"), ("1", "2", "3", "4"))
    for index, row in enumerate(rows):
        sheet.add(index % 2, dict(zip("1234", row, strict=True)))
    data = np.array([[codes[v] for v in row] for row in rows]).T
    expected = library.alpha(reliability_data=data, level_of_measurement="nominal")
    assert alpha(sheet.answers(2)) == pytest.approx(expected)
