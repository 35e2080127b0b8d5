"""How well is the playbook followed, tip by tip, and what followed?"""

import streamlit as st

from analysis.questions import playbook_rows
from pages import session
from pages.components.answers import answer_card, benchmarks, filter_bar, guards, playbook_cards

st.title("Playbook", anchor=False)
log = guards.require_log()
filters = filter_bar.choose_filters()
guards.require_touches(filters)

filter_bar.show_filters(filters, log)
with st.container(horizontal=True, vertical_alignment="bottom"):
    within, with_benchmarks = filter_bar.choose_horizon(), benchmarks.show_toggle()
card = session.answers.ask("playbook_scorecard", filters, within=within)
tips = session.answers.ask("tips_kept", filters)
days = card.parameters["within"] if card.basis == "within" else None
answer_card.show_answer(card)
with st.grid(min_column_width=380):
    for row in playbook_rows.filter_strategies(card.rows, filters.strategies):
        with st.container():
            playbook_cards.show_strategy(
                row, playbook_rows.filter_strategies(tips.rows, [row["strategy"]]), days
            )
            if with_benchmarks:
                benchmarks.show_benchmarks(row["strategy"])
answer_card.show_answer(tips)
