"""Every question that can be asked. Keys and columns are published in the README and stay stable."""

from __future__ import annotations

from analysis.catalogue import offers, overview, playbook, response, strategies, timing
from analysis.question import Question

QUESTIONS: dict[str, Question] = {
    question.key: question
    for family in (overview, response, strategies, timing, offers, playbook)
    for question in family.ALL
}
