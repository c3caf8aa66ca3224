"""Label Studio projects: found, created, brought up to date, looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claimstance.errors import ConfigError, ServerError
from claimstance.labelstudio.client import Server
from claimstance.labelstudio.config import label_config, unit_of
from claimstance.labelstudio.controls import Unit
from claimstance.labelstudio.instructions import instructions

SAMPLING = {"sequential": "Sequential sampling", "uncertain": "Uncertainty sampling"}
"""Order in which annotators get their tasks, by our word for it."""
_HIDDEN = ["tasks:annotations_results", "tasks:predictions_results"]
TEXT_COLUMNS = {"hiddenColumns": {"explore": _HIDDEN, "labeling": _HIDDEN}}
"""Query that asks for all columns of the task list but the longest ones."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project on a server."""

    id: int
    title: str
    created: bool = False
    """Whether it has just been created."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far a project is."""

    project: Project
    tasks: int
    annotated: int
    """Tasks with at least one annotation that was submitted."""
    done: int
    """Tasks with as many annotations as the project wants."""
    annotations: int
    skipped: int
    predictions: int
    overlap: int
    """Annotations wanted for each task."""
    unit: Unit = Unit.ARTICLE
    """What one task shows."""


def init_project(
    server: Server,
    title: str,
    *,
    overlap: int = 1,
    order: str = "sequential",
    guidelines: str | None = None,
    unit: Unit | None = None,
) -> Project:
    """Create the project with this title, or bring the one there is up to date.

    Args:
        server: Where.
        title: At least three characters.
        overlap: Annotators for each task.
        order: A key of `SAMPLING`.
        guidelines: HTML shown below the built-in instructions.
        unit: What one task shows; None keeps what the project has, an article if it is new.

    Raises:
        ConfigError: If the title is too short or given to several projects, or the project has
            tasks of another unit.
        ServerError: If the server cannot be reached or refuses the configuration.
    """
    if len(title) < 3:
        raise ConfigError(f"title {title!r} given, expected at least three characters")
    found = _by_title(server, title)
    if found is not None:
        unit = _fitting(server, found, unit)
    settings = {
        "label_config": label_config(unit or Unit.ARTICLE),
        "expert_instruction": instructions(guidelines),
        "show_instruction": True,
        "show_collab_predictions": True,
        "show_skip_button": True,
        "enable_empty_annotation": True,
        "maximum_annotations": overlap,
        "sampling": SAMPLING[order],
    }
    if found is None:
        made = server.post("/api/projects/", {"title": title, **settings})
        return Project(int(made["id"]), title, created=True)
    server.patch(f"/api/projects/{found.id}/", settings)
    return found


def fit_unit(server: Server, project: Project, unit: Unit | None = None) -> Unit:
    """Return what the tasks of a project show; an empty project is made to show ``unit``.

    Raises:
        ConfigError: If it has tasks, and shows another unit.
    """
    shown, _ = _unit(server, project)
    fitting = _fitting(server, project, unit)
    if fitting is not shown:
        server.patch(f"/api/projects/{project.id}/", {"label_config": label_config(fitting)})
    return fitting


def _fitting(server: Server, project: Project, unit: Unit | None) -> Unit:
    found, tasks = _unit(server, project)
    if unit in (None, found):
        return found
    if tasks:
        raise ConfigError(
            f"project {project.title!r}: {tasks} tasks that each show one {found}; unit {unit} "
            f"given, expected {found}. Make a project of its own with claimstance labelstudio "
            f"init --unit {unit}"
        )
    return unit or found


def _unit(server: Server, project: Project) -> tuple[Unit, int]:
    """Return what a project's tasks show, and how many there are."""
    body = server.get(f"/api/projects/{project.id}/")
    return unit_of(body.get("label_config") or ""), int(body.get("task_number") or 0)


def find_project(server: Server, name: str) -> Project:
    """Return the project with this number or title.

    Raises:
        ConfigError: If there is none.
    """
    if name.isdigit():
        try:
            body = server.get(f"/api/projects/{name}/")
        except ServerError as error:
            if "(404)" not in str(error):
                raise
        else:
            return Project(int(body["id"]), str(body["title"]))
    elif found := _by_title(server, name):
        return found
    titles = [f"{p['id']} ({p['title']})" for p in server.pages("/api/projects/", 100)]
    raise ConfigError(
        f"project {name!r}: not on {server.url}; there are {', '.join(titles) or 'none'}. Create "
        "it with claimstance labelstudio init"
    )


def status(server: Server, project: Project) -> Status:
    """Return how far a project is."""
    body: Mapping[str, Any] = server.get(f"/api/projects/{project.id}/")
    annotated = filtered_total(server, project, "total_annotations", "greater", 0)
    return Status(
        project=project,
        tasks=body["task_number"],
        annotated=annotated,
        done=body["num_tasks_with_annotations"]
        if body["maximum_annotations"] == 1
        else filtered_total(
            server, project, "total_annotations", "greater_or_equal", body["maximum_annotations"]
        ),
        annotations=body["total_annotations_number"],
        skipped=body["skipped_annotations_number"],
        predictions=body["total_predictions_number"],
        overlap=body["maximum_annotations"],
        unit=unit_of(body.get("label_config") or ""),
    )


def filtered_total(server: Server, project: Project, column: str, operator: str, value: int) -> int:
    """Return how many tasks of a project pass a filter of the data manager."""
    query = task_filter(column, operator, value, "Number")
    body = server.get("/api/tasks", project=project.id, page=1, page_size=1, query=query)
    return int(body["total"])


def task_filter(column: str, operator: str, value: Any, type_: str) -> str:
    """Return the query of the data manager that filters tasks by a column."""
    import json

    item = {"filter": f"filter:tasks:{column}", "operator": operator, "type": type_, "value": value}
    return json.dumps({"filters": {"conjunction": "and", "items": [item]}})


def _by_title(server: Server, title: str) -> Project | None:
    found = [p for p in server.pages("/api/projects/", 100, title=title) if p["title"] == title]
    if len(found) > 1:
        raise ConfigError(
            f"project {title!r}: {len(found)} have this title, with the numbers "
            f"{[p['id'] for p in found]}; give the number"
        )
    return Project(int(found[0]["id"]), title) if found else None
