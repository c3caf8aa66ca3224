"""Fixtures that several areas share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from claimstance.core.annotation import Annotation
from claimstance.core.markup import parse

ROOT = Path(__file__).parents[1]


@pytest.fixture
def doc() -> Callable[..., Annotation]:
    """Build an annotation from inline markup: ``doc("[Taxes fell](claim).")``."""
    return parse


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles and corpora beside the project, where there is one."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder shared/ does not lie beside the project")
    return folder
