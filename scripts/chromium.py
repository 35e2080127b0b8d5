"""A Chromium for the browser tests: `python -m scripts.chromium` finds one, or installs one.

In this order: a browser on the PATH, one that Playwright fetched before, the distribution's package
(as root, or with sudo that asks for no password), Playwright's download.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """Return the path of a Chromium that starts, or None."""
    candidates = [*filter(None, map(shutil.which, NAMES)), *playwrights_own()]
    return next(filter(starts, candidates), None)


def playwrights_own() -> list[str]:
    """Return where Playwright keeps its Chromium, if it has fetched one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return [path] if Path(path).exists() else []


def starts(path: str) -> bool:
    """Tell a browser from a stub: some distributions install a script that only says "use snap"."""
    return subprocess.run([path, "--version"], capture_output=True).returncode == 0  # noqa: S603


def from_distribution() -> None:
    """Install the package `chromium` where apt-get may be used without a question."""
    if shutil.which("apt-get") is None:
        return
    command = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if command and shutil.which("sudo") is None:
        return
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if run(*command, "apt-get", "update", "--quiet"):
        run(*command, *environment, "apt-get", "install", "--yes", "--quiet", "chromium")


def from_playwright() -> None:
    """Let Playwright download its own build."""
    run(sys.executable, "-m", "playwright", "install", "chromium")


def run(*command: str) -> bool:
    """Run a command in sight of the person, and tell whether it succeeded."""
    print("+", " ".join(command), flush=True)
    return subprocess.run(command, stdin=subprocess.DEVNULL).returncode == 0  # noqa: S603


def find_or_install() -> str:
    """Return the path of a Chromium, installed if need be.

    Raises:
        SystemExit: nothing worked; says what to install.
    """
    path = find()
    sources: tuple[Callable[[], None], ...] = (from_distribution, from_playwright)
    for install in sources:
        if path is None:
            install()
            path = find()
    if path is None:
        raise SystemExit("No Chromium found, and none could be installed. Install one and run this again.")
    return path


if __name__ == "__main__":
    print("Browser for the tests:", find_or_install())
