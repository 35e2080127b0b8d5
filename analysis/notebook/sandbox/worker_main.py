"""The program of a worker: it gives up what it can reach, takes the tables in, then answers one request at a time.

Run as `python -I worker_main.py` with an empty environment, in a session of its own. Everything comes through its
standard input, and no path is ever passed. The order of the steps is what makes it safe: network and files first, since
Landlock binds only the threads that start later; the database before its settings; memory, user and system calls last.
"""

from __future__ import annotations

import resource
import signal
import sys
from pathlib import Path

HERE = Path(__file__).parent
TEMPORARY = Path("/tmp")  # noqa: S108 - where anybody could write, and a worker must not
sys.path.append(str(HERE.parents[2]))

from analysis.notebook.sandbox import confinement  # noqa: E402 - in isolation, Python knows no folder of ours yet


def main() -> None:
    """Be a worker; with the argument `probe`, try instead everything that a worker must not be able to do."""
    pages = Path("/proc/self/statm").open(encoding="ascii")  # noqa: SIM115 - opened while it can be, to be read later
    confinement.step_back()
    held = [confinement.leave_network(), confinement.leave_files([*confinement.list_start_files(), HERE])]

    from analysis.notebook.sandbox import messages, probes, worker_requests

    probing = "probe" in sys.argv
    database, limits = worker_requests.open_database(sys.stdin.buffer, locked=not probing)
    with pages:
        confinement.limit_resources(int(pages.read().split()[0]) * resource.getpagesize(), limits.memory)
    confinement.become_nobody()
    held.append(confinement.leave_system_calls())

    if probing:
        messages.send_response(
            sys.stdout.buffer, {"held": held, "tried": probes.run_probes(database, TEMPORARY)}
        )
        return
    messages.send_response(sys.stdout.buffer, {"held": held})
    while request := messages.read_line(sys.stdin.buffer):
        # Ends this process, whatever it does, should the app be gone by then.
        signal.alarm(limits.alarm_seconds)
        worker_requests.respond(database, request, limits)
        signal.alarm(0)


if __name__ == "__main__":
    main()
