"""To Label Studio's JSON and back: identical."""

import json

from annotation_strategies import annotations
from hypothesis import HealthCheck, given, settings

from claimstance.io.record import to_record
from claimstance.labelstudio.checks import check_task
from claimstance.labelstudio.decode import decode
from claimstance.labelstudio.results import encode
from claimstance.labelstudio.tasks import document_of, make_task


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(annotations())
def test_nothing_is_lost_between_an_annotation_and_a_task(annotation):
    task = json.loads(json.dumps(make_task(annotation.document, [(annotation, 0.5)])))
    check_task(task)
    document = document_of(task["data"])
    assert document == annotation.document
    [prediction] = task["predictions"]
    decoded = decode(prediction["result"], document, prediction["model_version"])
    assert decoded.problems == ()
    assert decoded.annotation == annotation
    given_, read = to_record(annotation), to_record(decoded.annotation)
    for claim in given_["annotation"]["claims"]:
        if claim["worth"] is None:
            claim["worth_score"] = None  # a score of an answer that was not given
    assert read == given_


def test_annotators_go_through_the_marks_in_the_order_of_the_text(doc):
    annotation = doc(
        "[[The mayor](holder) [said](cue) [taxes fell](claim).](sentence OBJ) "
        "[It was a [disgrace](evaluation holder=author target=none).](sentence SUBJ) "
        "[[Rents rose](claim holder=author).](sentence OBJ)"
    )
    labels = [item for item in encode(annotation) if item["type"] == "labels"]
    assert [item["value"]["labels"][0] for item in labels] == [
        *("OBJ", "Holder", "Cue", "Claim"),
        *("SUBJ", "Evaluation"),
        *("OBJ", "Claim"),
    ]
