"""Which channels get replies?"""

import streamlit as st

from data.playbook import CHANNELS
from pages import session
from pages.components.answers import answer_card, benchmarks, filter_bar, guards, previous_period

st.title("Channels", anchor=False)
log = guards.needs_log()
view = filter_bar.view()
guards.needs_touches(view)

filter_bar.shown(view, log)
with st.container(horizontal=True):
    per, within = filter_bar.denominator(), filter_bar.horizon()
answer_card.answer(session.answers.ask("response_by_channel", view, per=per, within=within))
previous_period.shown(view, log)
benchmarks.beside(*CHANNELS)
