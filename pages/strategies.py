"""Which follow-up strategies came before replies, interviews and offers?"""

import streamlit as st

from data.database import ENUMS
from pages import session
from pages.components.answers import answer_card, benchmarks, filter_bar, guards

st.title("Strategies", anchor=False)
log = guards.require_log()
filters = filter_bar.choose_filters()
guards.require_touches(filters)

filter_bar.show_filters(filters, log)
st.warning(
    "A thank-you note can only follow an interview, and a first letter comes before one. So compare kinds of "
    "follow-up within one stage, never across stages.",
    title="Stages differ",
    icon=":material/warning:",
)
answer_card.show_answer(session.answers.ask("offers_by_strategy", filters), expanded=True)
answer_card.show_answer(session.answers.ask("fair_comparison", filters, outcome=filter_bar.choose_outcome()))
with st.container(horizontal=True):
    per, within = filter_bar.choose_denominator(log), filter_bar.choose_horizon()
answer_card.show_answer(session.answers.ask("response_by_strategy", filters, per=per, within=within))
answer_card.show_answer(session.answers.ask("personalised", filters, within=within))
benchmarks.show_with_toggle(*ENUMS["strategy"])
