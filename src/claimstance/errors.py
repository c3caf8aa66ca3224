"""The errors that users see: one base, one leaf per kind of trouble."""


class ClaimstanceError(Exception):
    """Base of everything that is the input's or the set-up's fault, not a bug.

    The command line prints the message without a traceback and exits with status 1.
    """


class SpanError(ClaimstanceError):
    """A span, mark or link does not fit the text or the other marks of its annotation."""


class FormatError(ClaimstanceError):
    """A file does not follow its format; the message starts with ``path:line``."""


class ArticleError(ClaimstanceError):
    """An article could not be read: empty, binary, wrongly encoded, unreachable, without text."""


class ConfigError(ClaimstanceError):
    """A name, option or configuration value is unknown or out of range."""


class ModelError(ClaimstanceError):
    """A model cannot be loaded, trained or written."""


class ServerError(ClaimstanceError):
    """A server (Label Studio, a backend) refused, failed or could not be reached."""


class MissingExtraError(ClaimstanceError):
    """A feature needs a library that the base install leaves out."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(
            f"{feature} needs libraries that are not installed: run "
            f"pip install 'claimstance[{extra}]'"
        )
        self.feature = feature
        self.extra = extra
