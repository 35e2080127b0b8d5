"""How well is the playbook followed, tip by tip, and what followed?"""

import streamlit as st

from analysis.questions import playbook_rows
from pages import session
from pages.components.answers import answer_card, benchmarks, filter_bar, guards, playbook_cards

st.title("Playbook", anchor=False)
log = guards.needs_log()
view = filter_bar.view()
guards.needs_touches(view)

filter_bar.shown(view, log)
with st.container(horizontal=True, vertical_alignment="bottom"):
    within, published = filter_bar.horizon(), benchmarks.wanted()
card = session.answers.ask("playbook_scorecard", view, within=within)
tips = session.answers.ask("tips_kept", view)
days = card.parameters["within"] if card.basis == "within" else None
answer_card.answer(card)
with st.grid(min_column_width=380):
    for row in playbook_rows.filter_strategies(card.rows, view.strategies):
        with st.container():
            playbook_cards.strategy(row, playbook_rows.filter_strategies(tips.rows, [row["strategy"]]), days)
            if published:
                benchmarks.about(row["strategy"])
answer_card.answer(tips)
