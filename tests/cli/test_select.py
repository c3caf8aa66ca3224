"""A pool goes in, and comes out in an order that can be told and repeated."""

import json

import pytest
from click.testing import CliRunner

from claimstance.cli.select import command
from claimstance.core.markup import parse
from claimstance.io.jsonl import write_annotations


@pytest.fixture
def pool(tmp_path):
    path = tmp_path / "pool.jsonl"
    write_annotations([parse("[Taxes fell](claim).", id=f"d{n}") for n in range(12)], path)
    return str(path)


def chosen(*arguments):
    done = CliRunner().invoke(command, arguments)
    assert done.exit_code == 0, done.output
    return [json.loads(line)["document"] for line in done.stdout.splitlines()]


def test_without_a_criterion_the_draw_is_a_fair_one(pool):
    documents = chosen(pool, "--top", "5")
    assert len(documents) == 5
    assert documents == chosen(pool, "--by", "random", "--seed", "0")[:5]
    assert documents[0]["meta"]["selection"]["by"] == "random"
    assert documents != chosen(pool, "--seed", "1", "--top", "5")
