import pytest

from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.scale.guard import annotate_guarded
from claimstance.scale.workers import Crew, annotate_stream


def documents(*texts):
    return [Document(text=text, id=f"d{number}") for number, text in enumerate(texts)]


def summary(outcomes):
    return [
        (o.id, "failed") if isinstance(o, Failure) else (o.document.id, "done") for o in outcomes
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_raises_costs_that_document(scripted, workers):
    items = documents("one", "RAISE", "three", "four")
    outcomes = list(annotate_stream(items, Crew(annotator=scripted, workers=workers), batch=2))
    assert summary(outcomes) == [
        ("d0", "done"),
        ("d1", "failed"),
        ("d2", "done"),
        ("d3", "done"),
    ]
    assert "ValueError: as asked" in outcomes[1].error


def test_a_document_that_kills_its_worker_costs_that_document(scripted):
    items = documents("one", "two", "KILL", "four", "five", "six")
    outcomes = list(annotate_stream(items, Crew(annotator=scripted, workers=2), batch=2))
    assert [state for _, state in summary(outcomes)].count("failed") == 1
    assert [name for name, _ in summary(outcomes)] == [item.id for item in items]
    assert "worker process died" in outcomes[2].error


def test_the_order_of_the_input_is_kept_or_given_up_on_request(scripted):
    items = documents(*(f"text {number}" for number in range(40)))
    crew = Crew(annotator=scripted, workers=2)
    ordered = list(annotate_stream(items, crew, batch=3))
    assert [outcome.document.id for outcome in ordered] == [item.id for item in items]
    unordered = list(annotate_stream(items, crew, batch=3, ordered=False))
    assert {outcome.document.id for outcome in unordered} == {item.id for item in items}


def test_failures_of_the_reader_pass_through(scripted):
    failure = Failure("page.html", "no article")
    assert list(annotate_stream([failure], Crew(annotator=scripted))) == [failure]


def test_documents_over_the_limit_are_named(scripted):
    crew = Crew(annotator=scripted, max_characters=10)
    [outcome] = annotate_stream(documents("x" * 11), crew)
    assert "11 characters given, expected at most 10" in outcome.error


def test_an_annotator_that_loses_a_document_is_found_out():
    class Losing:
        name = "test:losing"

        def __call__(self, documents):
            return iter(())

    [outcome] = annotate_guarded(Losing(), documents("one"))
    assert "gave 0 annotations, expected one" in outcome.error
