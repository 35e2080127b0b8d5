"""Which channels get replies, and came before interviews and offers?"""

import streamlit as st

from data.playbook import CHANNELS
from pages import session
from pages.components.answers import answer_card, benchmarks, filter_bar, guards, own_words, previous_period

st.title("Channels", anchor=False)
log = guards.require_log()
filters = filter_bar.choose_filters()
guards.require_touches(filters)

filter_bar.show_filters(filters, log)
with st.container(horizontal=True):
    per, within = filter_bar.choose_denominator(log), filter_bar.choose_horizon()
own_words.show_channels(filters, log, per=per, within=within)
sort = filter_bar.choose_sort()
answer_card.show_answer(session.answers.ask("outcomes_by_channel", filters, within=within, sort=sort))
answer_card.show_answer(session.answers.ask("worth_trying", filters, within=within))
previous_period.show_previous_period(filters, log)
benchmarks.show_with_toggle(*CHANNELS)
