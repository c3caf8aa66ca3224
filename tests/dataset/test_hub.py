import pytest

from claimstance.core.markup import parse
from claimstance.dataset.build import build, write
from claimstance.dataset.entries import Entry
from claimstance.dataset.hub import push
from claimstance.errors import ConfigError, ServerError


@pytest.fixture
def folder(tmp_path):
    built = build([Entry("in.jsonl:1", parse("[Rents rose](claim).", id="a"))])
    write(built, tmp_path / "data", name="Test", licence="cc-by-4.0")
    return tmp_path / "data"


def test_the_card_is_pushed_with_what_the_hub_knows_of_the_files(folder, monkeypatch):
    import datasets
    import huggingface_hub

    load = huggingface_hub.DatasetCard.load
    remote = huggingface_hub.DatasetCard("---\nconfigs:\n- config_name: default\n---\n")
    pushed = {}

    def take_card(card, repo):
        pushed[repo] = card

    monkeypatch.setattr(datasets.DatasetDict, "push_to_hub", lambda *_, **options: options)
    monkeypatch.setattr(huggingface_hub.DatasetCard, "push_to_hub", take_card)
    monkeypatch.setattr(
        huggingface_hub.DatasetCard, "load", lambda at: remote if at == "me/x" else load(at)
    )
    assert push(folder, "me/x").endswith("/datasets/me/x")
    card = pushed["me/x"]
    assert card.data.configs == [{"config_name": "default"}]
    assert card.data.license == "cc-by-4.0"
    assert "## Who annotated" in card.text


def test_trouble_of_the_hub_and_a_folder_without_dataset_are_sentences(
    folder, tmp_path, monkeypatch
):
    import datasets

    def refuse(*_, **__):
        raise ConnectionError("no route")

    monkeypatch.setattr(datasets.DatasetDict, "push_to_hub", refuse)
    with pytest.raises(ServerError, match=r"me/x: the hub could not take .* \(no route\)"):
        push(folder, "me/x")
    with pytest.raises(ConfigError, match="no dataset in this folder"):
        push(tmp_path, "me/x")
