"""Where does the search stand?"""

import streamlit as st

from pages import session
from pages.components.answers import answer_card, filter_bar, guards, previous_period

st.title("Overview", anchor=False)
log = guards.needs_log()
view = filter_bar.view()
guards.needs_touches(view)
summary = session.answers.ask("summary", view)

st.subheader(summary.verdict, anchor=False)
filter_bar.shown(view, log)
answer_card.four_numbers(summary, session.answers.ask("response_by_channel", view, by="all"))
previous_period.shown(view, log)
answer_card.answer(session.answers.ask("journey", view))
answer_card.answer(session.answers.ask("weekly_activity", view))
