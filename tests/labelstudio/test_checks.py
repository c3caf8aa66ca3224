"""Nothing leaves that Label Studio would take and then show wrongly, or not at all."""

import pytest

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.errors import FormatError
from claimstance.labelstudio.checks import check_task
from claimstance.labelstudio.tasks import document_of, make_task


@pytest.fixture
def task(doc):
    annotation = doc(
        "[The mayor](holder) [says](cue) [the [bad](evaluation negative) [plan](target) "
        'failed](claim event neutral="The plan failed.").'
    )
    return make_task(annotation.document, [(annotation, 0.5)])


def item(task, kind, name=None):
    result = task["predictions"][0]["result"]
    return next(i for i in result if i["type"] == kind and name in (None, i.get("from_name")))


def test_a_task_of_ours_passes(task):
    check_task(task)


@pytest.mark.parametrize(
    ("kind", "name", "change", "message"),
    [
        ("labels", None, {"value": {"start": 500, "end": 2, "labels": ["Claim"]}}, "outside"),
        (
            "labels",
            None,
            {"value": {"start": 0, "end": 3, "text": "A", "labels": ["Claim"]}},
            "not",
        ),
        ("labels", None, {"value": {"start": 0, "end": 3, "labels": ["Claims"]}}, "expected one"),
        ("labels", None, {"id": "a.b"}, "letters"),
        ("labels", None, {"score": 2.0}, "from 0 to 1"),
        ("choices", "kind", {"id": "dangling"}, "not there"),
        ("choices", "kind", {"from_name": "polarity"}, "does not offer"),
        ("choices", "polarity", {"id": "c1"}, "not asked"),
        ("relation", None, {"to_id": "gone"}, "no region"),
        ("relation", None, {"labels": ["about"]}, "about"),
    ],
)
def test_a_broken_task_is_refused(task, kind, name, change, message):
    item(task, kind, name).update(change)
    with pytest.raises(FormatError, match=message):
        check_task(task)


def test_a_pair_is_related_once_and_an_answer_given_once(task):
    result = task["predictions"][0]["result"]
    result.append(item(task, "relation"))
    with pytest.raises(FormatError, match="given twice"):
        check_task(task)
    result.pop()
    result.append(item(task, "choices"))
    with pytest.raises(FormatError, match="answered twice"):
        check_task(task)
    result.pop()
    result.append(item(task, "labels"))
    with pytest.raises(FormatError, match="used twice"):
        check_task(task)


def test_lone_surrogates_are_refused():
    document = Document(text="a\ud800b")
    with pytest.raises(FormatError, match="surrogate"):
        make_task(document, [(Annotation(document=document, annotator="model:m"), None)])


def test_a_text_changed_on_the_server_is_refused(task):
    task["data"]["text"] += "!"
    with pytest.raises(FormatError, match="not the one that was sent"):
        document_of(task["data"])


def test_a_task_made_elsewhere_is_read_if_it_has_a_text():
    assert document_of({"text": "Taxes fell."}).text == "Taxes fell."
    with pytest.raises(FormatError, match="expected an article"):
        document_of({"image": "x.png"})
