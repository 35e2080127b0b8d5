"""How the product judges made-up worlds: `python -m tests.worlds [--seeds 200] [--only NAME …] [--markdown FILE]`."""

import argparse
import time
from collections.abc import Iterable
from pathlib import Path

from tests.worlds.catalogue import WORLDS
from tests.worlds.judge import Result, World, judge_world

HEADER = ("world", "question", "bar", "clear", "leaning", "wrong", "bias", "range right", "searches", "holds")

INTRODUCTION = """# Worlds

Made-up logs whose truth is known, brought as files and asked as anybody would ask. *Clear* and *leaning*: in how many
of the searches the answer said so; *wrong*: clear, and not true; *bias* and *range right*: of the number shown.
A bar counts as missed where luck alone would miss it so in fewer than one run of fifty.

<!-- Written by `make worlds`. -->
"""


def main() -> None:
    """Judge the worlds, print each as it is done, and write the table."""
    options = _parse_options()
    results: list[tuple[World, list[Result]]] = []
    for world in WORLDS:
        if not options.only or any(name in world.name for name in options.only):
            began = time.perf_counter()
            results.append((world, judge_world(world, options.seeds)))
            print(
                f"{world.name} ({time.perf_counter() - began:.0f} s)",
                *_lines(results[-1][1]),
                sep="\n",
                flush=True,
            )
    if options.markdown:
        options.markdown.write_text(write_markdown(results), "utf-8")


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.worlds", description=__doc__)
    parser.add_argument("--seeds", type=int, default=200, help="searches of each world (200)")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only the worlds with this in their name")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table to this file")
    return parser.parse_args()


def _lines(results: Iterable[Result]) -> list[str]:
    return ["  " + " | ".join(_cells(result)[1:]) for result in results]


def write_markdown(results: Iterable[tuple[World, list[Result]]]) -> str:
    """The table, and what each world is."""
    results = list(results)
    about = [f"- **{world.name}**: {world.about}." for world, _ in results]
    rows = [
        HEADER,
        tuple("---" for _ in HEADER),
        *(_cells(result) for _, judged in results for result in judged),
    ]
    table = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([INTRODUCTION, *about, "", *table, ""])


def _cells(result: Result) -> tuple[str, ...]:
    if not result.searches:
        return (result.world, result.question, str(result.bar), *[""] * 6, "can't be asked yet")
    return (
        result.world,
        result.question,
        str(result.bar),
        str(result.clear),
        str(result.leaning),
        str(result.wrong),
        "" if result.bias is None else f"{result.bias:+.3f}",
        "" if result.coverage is None else f"{result.coverage:.1%}",
        str(result.searches),
        "yes" if result.holds else "**no**",
    )


if __name__ == "__main__":
    main()
