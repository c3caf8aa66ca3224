"""The two-minute recipe from end to end: trained, saved, loaded, served, scored."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs claimstance[train]")
pytest.importorskip("onnx", reason="needs claimstance[train]")
httpx = pytest.importorskip("httpx", reason="needs claimstance[html]")
pytest.importorskip("fastapi", reason="needs claimstance[serve]")

from claimstance.annotators.registry import get_annotator  # noqa: E402
from claimstance.io.jsonl import read_annotations  # noqa: E402
from claimstance.io.record import from_record  # noqa: E402
from claimstance.scoring.report import score  # noqa: E402
from claimstance.serving.app import create_app  # noqa: E402
from claimstance.serving.engine import Engine  # noqa: E402
from claimstance.serving.limits import Limits  # noqa: E402
from claimstance.training.config import DataConfig, read_config  # noqa: E402
from claimstance.training.run import train_spans  # noqa: E402

RECIPE = Path(__file__).parents[2] / "configs" / "two-minutes.toml"


@pytest.mark.filterwarnings("default")
def test_a_model_is_trained_saved_loaded_served_and_scored(encoder, corpus, tmp_path):
    recipe = read_config(RECIPE, {"output": str(tmp_path / "run")})
    outcome = train_spans(
        replace(
            recipe,
            data=DataConfig(train=(corpus,), dev=(corpus,)),
            network=replace(recipe.network, encoder=encoder, pointer_size=16, link_size=16),
            trainer=dict(recipe.trainer) | {"num_train_epochs": 40, "learning_rate": 3e-3},
        )
    )
    annotate = get_annotator(str(outcome.model))
    gold = list(read_annotations(corpus))
    predictions = list(annotate(annotation.document for annotation in gold))
    assert score(predictions, gold, draws=0).f1("claims") > 0.5

    async def ask():
        transport = httpx.ASGITransport(create_app(Engine(annotate, Limits())))
        async with httpx.AsyncClient(transport=transport, base_url="http://serve") as client:
            body = {"documents": [{"text": gold[0].document.text, "language": "en"}]}
            return await client.post("/annotate", json=body)

    response = asyncio.run(ask())
    assert response.status_code == 200, response.text
    [record] = response.json()["annotations"]
    assert from_record(record).claims == predictions[0].claims
