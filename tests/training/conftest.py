"""A few annotated articles that a tiny encoder can learn."""

import pytest

from claimstance.core.markup import parse
from claimstance.io.jsonl import write_annotations

MARKUP = (
    "[[[The minister](holder #h{n}) [said](cue #k{n}) [taxes fell](claim event worthy holder=h{n} "
    "cue=k{n})].](sentence OBJ) [[Critics](holder #x{n}) called it [a reckless plan](evaluation "
    "judgement negative 2 holder=x{n} target=none).](sentence SUBJ) [[Rents rose by 3 percent]"
    "(claim quantity worthy holder=author).](sentence OBJ)"
)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    """A file with a few annotated articles."""
    path = tmp_path_factory.mktemp("corpus") / "train.jsonl"
    write_annotations(
        (parse(MARKUP.replace("{n}", str(n)), id=f"d{n}", annotator="human:1") for n in range(8)),
        path,
    )
    return str(path)
