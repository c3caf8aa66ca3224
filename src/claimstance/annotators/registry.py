"""Finds annotators in the entry-point group ``claimstance.annotators``.

An entry point names a function without required arguments that returns an
`claimstance.core.annotation.Annotator`; names carry a version where behaviour changes.
"""

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, cast

from claimstance.core.annotation import Annotator
from claimstance.errors import ConfigError

GROUP = "claimstance.annotators"
DEFAULT = "auto"


def annotator_names() -> tuple[str, ...]:
    """Return the names of the installed annotators, sorted."""
    return tuple(sorted(_found()))


def get_annotator(name: str = DEFAULT, **options: Any) -> Annotator:
    """Load an annotator by its name.

    Args:
        name: One of `annotator_names`, or ``module:function`` for one that is not installed, or
            the folder of an exported span model.
        **options: Passed on to the annotator's own factory.

    Raises:
        ConfigError: If no annotator has this name, or it does not take an option.
    """
    create = _factory(name)
    if _is_folder(name):
        options = {"folder": name, **options}
    try:
        return create(**options)
    except TypeError as error:
        if options:
            raise ConfigError(f"annotator {name!r} with {sorted(options)}: {error}") from None
        raise


def describe(name: str) -> str:
    """Return the first line of what the annotator's factory says about itself."""
    documented = _found()[name].load().__doc__ or ""
    return documented.strip().partition("\n")[0]


def _factory(name: str) -> Callable[..., Annotator]:
    found = _found()
    entry = EntryPoint(name, name, GROUP) if ":" in name else found.get(name)
    if _is_folder(name):
        entry = EntryPoint(name, "claimstance.annotators.span_model:create", GROUP)
    if entry is None:
        raise ConfigError(
            f"annotator {name!r}: unknown; known are {', '.join(sorted(found))}, and "
            "module:function for one of your own, or the folder of an exported model"
        )
    try:
        return cast(Callable[..., Annotator], entry.load())
    except (ImportError, AttributeError) as error:
        raise ConfigError(f"annotator {name!r}: cannot be loaded ({error})") from None


def _is_folder(name: str) -> bool:
    return (Path(name) / "config.json").is_file()


def _found() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}
