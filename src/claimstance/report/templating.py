"""The templates that ship with the package, filled with the palette and always escaped."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, Template

from claimstance.core.palette import DARK, LIGHT, Shade


@cache
def source(name: str) -> str:
    """Return a packaged template's text as it stands."""
    return (files("claimstance.report") / "templates" / name).read_text(encoding="utf-8").strip()


def template(name: str) -> Template:
    """Return a packaged template; whatever is filled in is escaped."""
    return _environment().get_template(name)


def style(name: str) -> str:
    """Return a style sheet with the colours of both themes filled in as custom properties."""
    filled = source(name).replace("{{ light }}", _variables(LIGHT))
    return filled.replace("{{ dark }}", _variables(DARK))


def digest(script: str) -> str:
    """Return a script's SHA-256 as a content security policy names it, after ``sha256-``."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _variables(shades: dict[str, Shade]) -> str:
    return "".join(f"--{name}:{s.ink};--{name}-bg:{s.ground};" for name, s in shades.items())


@cache
def _environment() -> Environment:
    return Environment(loader=FunctionLoader(source), autoescape=True)
