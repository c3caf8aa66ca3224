"""A real Label Studio on loopback, one for each test session."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "labelstudio"))
USER, PASSWORD, KEY = "annotator@example.org", "a-long-password-1", "token-of-the-tests-0123456789"


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class LabelStudio:
    """A server that can be killed and started again on the same data."""

    binary: Path
    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None
    user, password, key = USER, PASSWORD, KEY

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        settings = {
            "LABEL_STUDIO_BASE_DATA_DIR": str(self.folder),
            "LABEL_STUDIO_USERNAME": USER,
            "LABEL_STUDIO_PASSWORD": PASSWORD,
            "LABEL_STUDIO_USER_TOKEN": KEY,
            "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
            "COLLECT_ANALYTICS": "False",
            "ML_BLOCK_LOCAL_IP": "false",
            "SSRF_PROTECTION_ENABLED": "false",
        }
        command = [str(self.binary), "start", "--no-browser", "--internal-host", "127.0.0.1"]
        log = (self.folder / "server.log").open("ab")
        with log:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port)],
                env=os.environ | settings,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        for _ in range(600):
            if self.process.poll() is not None:
                break
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/health", timeout=5).status_code == 200:
                    return
            time.sleep(0.5)
        self.kill()
        pytest.fail((self.folder / "server.log").read_text(errors="replace")[-3000:])

    def kill(self):
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture(scope="session")
def label_studio(tmp_path_factory):
    default = ROOT / ".venv-labelstudio" / "bin" / "label-studio"
    binary = Path(os.environ.get("CLAIMSTANCE_LABEL_STUDIO") or default)
    if not binary.is_file():
        pytest.skip(
            "LABEL STUDIO IS NOT INSTALLED, so nothing was tried on a real server: run make test, "
            "or name its label-studio in CLAIMSTANCE_LABEL_STUDIO"
        )
    server = LabelStudio(binary, tmp_path_factory.mktemp("label-studio"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def connection(label_studio):
    from claimstance.labelstudio.client import Server

    with Server(label_studio.url, label_studio.key) as server:
        yield server


@pytest.fixture
def project(connection, request):
    from claimstance.labelstudio.projects import init_project

    return init_project(connection, request.node.name[:50])


@pytest.fixture
def cli(label_studio):
    """Run the command line against the server in a process of its own."""
    environment = os.environ | {
        "LABEL_STUDIO_URL": label_studio.url,
        "LABEL_STUDIO_API_KEY": label_studio.key,
    }

    def start(*arguments):
        code = "from claimstance.cli import main; main()"
        return subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start
