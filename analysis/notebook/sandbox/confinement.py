"""What a worker gives up before it sees a query. Linux only; each step is taken by the process itself.

The layers overlap, since not every host has all of them: a network of its own (`unshare`), rules for files (Landlock)
and a list of allowed system calls (seccomp). Landlock binds only the thread that asks for it and the threads it starts
later, so it comes before anything that starts one; the other two steps bind the whole process.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import sysconfig
from collections.abc import Iterable
from ctypes import c_int, c_size_t, c_uint32, c_uint64, c_void_p
from pathlib import Path

LIBC = ctypes.CDLL(None, use_errno=True)
NOBODY = 65534
NICE = 5
"""Behind the app, but not so far that a query waits for ever on a busy machine."""

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
SET_DUMPABLE, NO_NEW_PRIVILEGES = 4, 38
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
"""The numbers of Landlock's system calls, which the C library has no names for."""

READ_FILE, READ_FOLDER = 1 << 2, 1 << 3
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many rights over files each version of Landlock knows; from version 5 on, 16."""

ALLOW, REFUSE, ALL_THREADS = 0x7FFF0000, 0x00050000, 4
SYSTEM_CALLS = (
    *(
        "read",
        "readv",
        "write",
        "writev",
        "lseek",
        "fstat",
        "close",
        "fcntl",
        "poll",
        "ppoll",
        "select",
        "pselect6",
    ),
    *("mmap", "munmap", "mremap", "mprotect", "madvise", "brk"),
    *(
        "futex",
        "futex_waitv",
        "set_robust_list",
        "rseq",
        "membarrier",
        "sched_yield",
        "sched_getaffinity",
        "getcpu",
    ),
    *(
        "rt_sigaction",
        "rt_sigprocmask",
        "rt_sigreturn",
        "sigaltstack",
        "alarm",
        "setitimer",
        "restart_syscall",
    ),
    *("clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "times"),
    *("getpid", "gettid", "getrusage", "getrandom", "uname", "sysinfo", "exit", "exit_group"),
)
"""What counting needs: the pipes it already has, memory, locks, clocks. No file, socket, process or setting."""


class _Rules(ctypes.Structure):
    _fields_ = (("files", c_uint64), ("network", c_uint64), ("scoped", c_uint64))


class _Below(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", c_uint64), ("folder", c_int))


class _Capabilities(ctypes.Structure):
    _fields_ = (("version", c_uint32), ("process", c_int))


def step_back() -> None:
    """Let others go first: at the processor, and when memory runs out, which then ends workers before the app."""
    nice = os.nice(NICE)
    os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    for name, value in (("autogroup", nice), ("oom_score_adj", 1000)):
        with contextlib.suppress(OSError):  # a courtesy, which not every host has or lets a process show
            Path("/proc/self", name).write_text(str(value), encoding="ascii")


def leave_network() -> bool:
    """Move to a network without any interface. False where the host does not let this process."""
    root = os.geteuid() == 0
    moved = bool(LIBC.unshare(NEW_NETWORK if root else NEW_USER | NEW_NETWORK) == 0)
    if moved and not root:  # a user of its own comes with every right inside it
        LIBC.capset(ctypes.byref(_Capabilities(0x20080522, 0)), (c_uint32 * 6)())
    return moved


def leave_files(readable: Iterable[str | Path]) -> bool:
    """Reach no file but those below `readable`, and these only to read. False without Landlock in the kernel."""
    LIBC.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    LIBC.prctl(SET_DUMPABLE, 0, 0, 0, 0)
    version = LIBC.syscall(CREATE_RULESET, None, c_size_t(0), c_uint32(1))
    if version < 1:
        return False
    rules = _Rules(
        (1 << RIGHTS.get(version, 16)) - 1, 0b11 if version >= 4 else 0, 0b11 if version >= 6 else 0
    )
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = LIBC.syscall(CREATE_RULESET, ctypes.byref(rules), c_size_t(size), c_uint32(0))
    for path in map(Path, readable):
        if path.exists():
            _allow_path(ruleset, path)
    held = bool(LIBC.syscall(RESTRICT_SELF, c_int(ruleset), c_uint32(0)) == 0)
    os.close(ruleset)
    return held


def _allow_path(ruleset: int, path: Path) -> None:
    folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    allowed = _Below(READ_FILE | READ_FOLDER if path.is_dir() else READ_FILE, folder)
    if LIBC.syscall(ADD_RULE, c_int(ruleset), c_int(1), ctypes.byref(allowed), c_uint32(0)):
        raise OSError(ctypes.get_errno(), "no rule for", str(path))
    os.close(folder)


def list_start_files() -> list[str]:
    """What Python and DuckDB read while they start: libraries, time zones, how much memory there is."""
    python = (sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    system = ("/lib", "/lib64", "/usr/lib", "/usr/share/zoneinfo", "/etc/ld.so.cache")
    memory = ("/proc/self/cgroup", "/proc/self/mountinfo", "/sys/fs/cgroup")
    return [*python, *system, *memory]


def limit_resources(mapped: int, more: int) -> None:
    """Have `more` bytes of memory beyond the `mapped` ones; write no file, start no process, dump no core."""
    limits = {
        resource.RLIMIT_AS: mapped + more,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 32,
        resource.RLIMIT_NPROC: 0,
    }
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))


def become_nobody() -> None:
    """Where the app runs as root, its workers don't."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def leave_system_calls() -> bool:
    """Keep only `SYSTEM_CALLS`, in every thread; any other fails as if it were forbidden. False without libseccomp."""
    try:
        seccomp = ctypes.CDLL("libseccomp.so.2")
    except OSError:
        return False
    seccomp.seccomp_init.restype = c_void_p
    calls = c_void_p(seccomp.seccomp_init(c_uint32(REFUSE | 1)))
    seccomp.seccomp_attr_set(calls, c_int(ALL_THREADS), c_uint32(1))
    for name in (
        SYSTEM_CALLS
    ):  # a call that this kind of processor does not have has no number, and is refused anyway
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        seccomp.seccomp_rule_add(calls, c_uint32(ALLOW), c_int(number), 0)
    return bool(seccomp.seccomp_load(calls) == 0)
