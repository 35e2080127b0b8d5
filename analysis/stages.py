"""The stages of an opportunity, in the order in which they are reached."""

from __future__ import annotations

from data.playbook import STAGES


def stage_order(stage: str) -> int:
    """Where a stage comes; what is not known comes last."""
    return STAGES.index(stage) if stage in STAGES else len(STAGES)
