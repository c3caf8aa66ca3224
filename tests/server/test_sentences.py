"""A sentence as the unit: pushed, annotated by two, pulled as documents."""

import pytest

from claimstance.errors import ConfigError
from claimstance.io.jsonl import read_annotations, write_annotations
from claimstance.labelstudio.controls import Unit
from claimstance.labelstudio.projects import fit_unit, init_project, status
from claimstance.labelstudio.pull import pull
from claimstance.labelstudio.push import Push

pytestmark = pytest.mark.server
MARKUP = (
    "[😀 [The mayor](holder) [said](cue) that [taxes fell](claim event worthy).](sentence OBJ)\n\n"
    "[It was a [disgrace](evaluation judgement negative 3 holder=author).](sentence SUBJ) "
    "[[Rents rose](claim event holder=author).](sentence OBJ)"
)


@pytest.fixture
def two(doc):
    return [doc(MARKUP, id=name, annotator="model:m") for name in ("one", "other")]


def annotate(connection, project, wanted):
    """Submit the predictions of some sentences as they are."""
    tasks = connection.pages("/api/tasks", 99, "tasks", project=project.id, fields="all")
    for task in list(tasks):
        if (task["data"]["document_id"], task["data"]["piece"]["index"]) in wanted:
            [prediction] = task["predictions"]
            body = {"result": prediction["result"], "parent_prediction": prediction["id"]}
            body |= {"lead_time": 2.0}
            connection.post(f"/api/tasks/{task['id']}/annotations/", body)


def test_sentences_go_out_and_documents_come_back(cli, two, connection, project, tmp_path):
    sent, output = tmp_path / "sent.jsonl", tmp_path / "pulled.jsonl"
    write_annotations(two, sent)

    def run(*arguments):
        process = cli("labelstudio", *arguments, "--project", project.id)
        messages = process.communicate(timeout=120)[1]
        assert process.returncode == 0, messages
        return messages

    assert "6 tasks added" in run("push", sent, "--unit", "sentence")
    assert "0 tasks added, 2 there already" in run("push", sent)
    annotate(connection, project, {("one", 0), ("one", 1), ("one", 2), ("other", 1)})
    messages = run("pull", "--output", output)
    assert "1 annotations, 0 skipped tasks and drafts left out, 1 unfinished" in messages
    assert "document 'other', human:1: 1 of 3 sentences annotated" in messages
    [pulled] = read_annotations(output)
    assert pulled.document.text == two[0].document.text
    assert pulled.sentences == two[0].sentences
    assert pulled.claims == two[0].claims
    assert pulled.evaluations == two[0].evaluations
    source = pulled.document.meta["label_studio"]
    assert (source["seconds"], source["model"], len(source["tasks"])) == (6.0, "model:m", 3)
    run("pull", "--partial", "--output", output)
    _, partial = read_annotations(output)
    assert partial.document.meta["label_studio"]["annotated"] == [1]
    assert (partial.claims, partial.evaluations) == ((), two[1].evaluations)
    assert len(partial.sentences) == 1


def test_a_changed_text_another_cut_and_a_lost_sentence(two, doc, connection, project):
    fit_unit(connection, project, Unit.SENTENCE)
    push = Push(server=connection, project=project, unit=Unit.SENTENCE)
    push(two)
    changed = push([doc("[Rents fell](claim).", id="one")])
    assert "the text has changed" in changed.problems[0]
    text = two[0].document.text
    other = doc(f"[{text}](sentence)", id="one", annotator="model:other")
    assert push([other]).predictions == 3, "the sentences on the server count"
    first = next(iter(connection.pages("/api/tasks", 9, "tasks", project=project.id)))
    connection.delete(f"/api/tasks/{first['id']}/")
    assert "cut into other sentences" in push([other]).problems[0]
    restored = push(two)
    assert (restored.added, restored.problems) == (1, [])


def test_a_project_shows_one_unit(two, connection, project):
    Push(server=connection, project=project)(two[:1])
    with pytest.raises(ConfigError, match="init --unit sentence"):
        fit_unit(connection, project, Unit.SENTENCE)
    made = init_project(connection, "Sentence by sentence", unit=Unit.SENTENCE)
    again = init_project(connection, "Sentence by sentence", overlap=2)
    assert fit_unit(connection, again) is status(connection, again).unit is Unit.SENTENCE
    assert made.id == again.id


def test_submitted_annotations_that_would_lose_something_are_refused(doc, connection, project):
    fit_unit(connection, project, Unit.SENTENCE)
    crossing = doc(
        "[[Taxes fell](claim holder=h).](sentence OBJ) [[The mayor](holder #h) spoke.](sentence)",
        id="d",
    )
    push = Push(server=connection, project=project, unit=Unit.SENTENCE, as_annotations=True)
    assert "would be lost" in push([crossing]).problems[0]
    suggested = Push(server=connection, project=project, unit=Unit.SENTENCE)([crossing])
    assert (suggested.added, suggested.left_out) == (2, 1)
    assert list(pull(connection, project)) == []
