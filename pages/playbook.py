"""How well is the playbook followed, tip by tip, and what followed?"""

import streamlit as st

from analysis.questions import scorecard
from pages import session
from pages.showing import benchmarks, cards, draw, empty, filters

st.title("Playbook", anchor=False)
log = empty.needs_log()
view = filters.view()
empty.needs_touches(view)

filters.shown(view, log)
with st.container(horizontal=True, vertical_alignment="bottom"):
    within, published = filters.horizon(), benchmarks.wanted()
card = session.ask("playbook_scorecard", view, within=within)
tips = session.ask("tips_kept", view)
days = card.parameters["within"] if card.basis == "within" else None
draw.answer(card)
with st.grid(min_column_width=380):
    for row in scorecard.chosen(card.rows, view.strategies):
        with st.container():
            cards.strategy(row, scorecard.chosen(tips.rows, [row["strategy"]]), days)
            if published:
                benchmarks.about(row["strategy"])
draw.answer(tips)
