"""The ready queries of the documentation, on Parquet as the engines write it."""

from pathlib import Path

import pytest

duckdb = pytest.importorskip("duckdb", reason="needs claimstance[dev]")
pq = pytest.importorskip("pyarrow.parquet", reason="needs claimstance[parquet]")

from claimstance.core.annotation import Annotation  # noqa: E402
from claimstance.core.marks import Attitude, Stance  # noqa: E402
from claimstance.core.markup import parse  # noqa: E402
from claimstance.scale.schema import to_table  # noqa: E402

QUERIES = Path(__file__).parents[2] / "docs" / "queries"
CALM = (
    "[[The ministry](holder) [said](cue) [the deficit fell](claim quantity worthy).](sentence OBJ)"
)
LOUD = (
    '[[The deficit exploded](claim quantity worthy neutral="The deficit grew."), and the '
    "[clownish](evaluation loaded negative 3 target=t) [minister](target #t) "
    "[botched](evaluation emotive negative 2 target=t) it.](sentence SUBJ)"
)


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    from dataclasses import replace

    path = tmp_path_factory.mktemp("parquet") / "part-00000.parquet"
    annotations = []
    for source, markup in (("Calm Wire", CALM), ("Loud Post", LOUD), ("Loud Post", LOUD)):
        found = parse(markup, id=f"d{len(annotations)}")
        document = replace(found.document, source=source)
        annotations.append(with_stance(replace(found, document=document)))
    pq.write_table(to_table(annotations), path)
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW annotations AS FROM '{path.parent}/*.parquet'")
    connection.execute("SET VARIABLE topic = 'deficit'")
    yield connection
    connection.close()


def with_stance(annotation: Annotation) -> Annotation:
    from dataclasses import replace

    about = [e for e in annotation.evaluations if e.target]
    if not about:
        return annotation
    stance = Stance(
        holder=about[0].holder,
        target="minister",
        targets=(about[0].target,),
        stance=Attitude.AGAINST,
        evidence=tuple(e.id for e in about),
    )
    return replace(annotation, stances=(stance,))


def run(database, name):
    return database.execute((QUERIES / f"{name}.sql").read_text(encoding="utf-8")).fetchall()


def test_loaded_outlets(database):
    assert run(database, "loaded-outlets") == [
        ("Loud Post", 2, 2, 200.0),
        ("Calm Wire", 1, 1, 0.0),
    ]


def test_who_judges_whom(database):
    assert run(database, "who-judges-whom") == [("author", "minister", "against", 2, 4)]


def test_claims_without_source(database):
    found = run(database, "claims-without-source")
    assert [(row[0], row[2]) for row in found] == [
        ("d1", "The deficit grew."),
        ("d2", "The deficit grew."),
    ]


def test_loaded_words(database):
    assert run(database, "loaded-words") == [
        ("botched", "emotive", 2, "minister"),
        ("clownish", "loaded", 2, "minister"),
    ]


def test_quoted_sources(database):
    assert run(database, "quoted-sources") == [("Calm Wire", "The ministry", 1, 0)]
