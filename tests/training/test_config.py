from pathlib import Path

import pytest

from claimstance.errors import ConfigError

config = pytest.importorskip("claimstance.training.config", reason="needs claimstance[train]")
CONFIGS = sorted((Path(__file__).parents[2] / "configs").glob("*.toml"))


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.name)
def test_every_recipe_reads(path):
    assert config.read_config(path).data.train or config.read_config(path).data.sentences


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nmae = 'x'", r"unknown key 'nmae', expected of \['data', 'language'"),
        ("[network]\nhidden = 3", "network: unknown key 'hidden'"),
        ("[network]\ndropout = 'much'", "network: dropout: 'much' given, expected float"),
        ("[network]\nlayers = ['verdict']", r"layers \['verdict'\]: unknown, expected of"),
        ("task = 'stance'", "task 'stance': expected 'spans' or 'subjectivity'"),
        ("network = 3", "network: 3 given, expected a table"),
        ("seed = ", "not TOML"),
    ],
)
def test_mistakes_are_named(tmp_path, text, message):
    path = tmp_path / "run.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        config.read_config(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read"):
        config.read_config(tmp_path / "none.toml")
