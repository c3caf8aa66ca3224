"""``claimstance serve``: annotators over HTTP."""

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from claimstance.serving.engine import Engine
    from claimstance.serving.learner import Learner


@click.command("serve")
@click.option(
    "--annotator", "-a", default="auto", show_default=True, help="See claimstance annotators."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=9090, show_default=True, help="Port to listen on.")
@click.option("--user", envvar="CLAIMSTANCE_USER", default="", help="For basic authentication.")
@click.option(
    "--password",
    envvar="CLAIMSTANCE_PASSWORD",
    default="",
    help="Rather set CLAIMSTANCE_PASSWORD, which ps does not show.",
)
@click.option("--max-characters", default=200_000, show_default=True, help="Of one text.")
@click.option("--max-documents", default=200, show_default=True, help="In one request.")
@click.option("--timeout", default=90.0, show_default=True, help="Seconds to wait for a turn.")
@click.option(
    "--train",
    "train_config",
    type=click.Path(exists=True, dir_okay=False),
    help="Configuration of claimstance train: Label Studio's Train button then trains.",
)
@click.option("--models", default="runs/served", show_default=True, help="Folder for --train.")
@click.option("--url", envvar="LABEL_STUDIO_URL", default="", help="With --train: Label Studio.")
@click.option("--key", envvar="LABEL_STUDIO_API_KEY", default="", help="With --train: its key.")
def command(**options: Any) -> None:
    r"""Answer Label Studio as its machine-learning backend, and POST /annotate for anybody.

    Connect it under Settings > Model with its address. GET /docs describes the plain API.

    \b
    Examples:
      claimstance serve --port 9090
      claimstance serve --annotator lexicon.v1 --user studio --password secret
    """
    from claimstance.annotators.registry import get_annotator
    from claimstance.errors import ConfigError, MissingExtraError
    from claimstance.serving.engine import Engine
    from claimstance.serving.limits import Limits

    try:
        import uvicorn

        from claimstance.serving.app import Access, create_app
    except ModuleNotFoundError:
        raise MissingExtraError("The server", "serve") from None
    if bool(options["user"]) != bool(options["password"]):
        raise ConfigError("--user and --password go together: give both, or neither")
    limits = Limits(
        characters=options["max_characters"],
        documents=options["max_documents"],
        seconds=options["timeout"],
    )
    engine = Engine(get_annotator(options["annotator"]), limits)
    access = Access(options["user"], options["password"]) if options["user"] else None
    learner = _learner(engine, options) if options["train_config"] else None
    click.echo(
        f"{engine.version} at http://{options['host']}:{options['port']} (Ctrl+C ends it)", err=True
    )
    app = create_app(
        engine,
        access=access,
        train=learner.start if learner else None,
        outcome=(lambda: learner.last) if learner else None,
    )
    uvicorn.run(app, host=options["host"], port=options["port"], log_level="warning")


def _learner(engine: "Engine", options: dict[str, Any]) -> "Learner":
    import logging

    from claimstance.errors import ConfigError
    from claimstance.serving.learner import Learner
    from claimstance.serving.retrain import Job

    if not options["url"] or not options["key"]:
        raise ConfigError(
            "--train needs Label Studio's annotations: set LABEL_STUDIO_URL and "
            "LABEL_STUDIO_API_KEY"
        )
    logging.basicConfig(format="%(message)s")
    logging.getLogger("claimstance").setLevel(logging.INFO)  # what came out of a training
    job = Job(
        project=0,
        annotator=options["annotator"],
        config=options["train_config"],
        folder=options["models"],
    )
    return Learner(engine, job, options["url"], options["key"])
