"""Which follow-up strategies came before answers, interviews and offers?"""

import streamlit as st

from data.database import ENUMS
from pages import session
from pages.components.answers import answer_card, benchmarks, filter_bar, guards

st.title("Strategies", anchor=False)
log = guards.needs_log()
view = filter_bar.view()
guards.needs_touches(view)

filter_bar.shown(view, log)
st.warning(
    "A thank-you note can only follow an interview, and a first letter comes before one. So compare kinds of "
    "follow-up within one stage, never across stages.",
    title="Stages differ",
    icon=":material/warning:",
)
answer_card.answer(session.answers.ask("offers_by_strategy", view), expanded=True)
answer_card.answer(session.answers.ask("fair_comparison", view, outcome=filter_bar.outcome()))
with st.container(horizontal=True):
    per, within = filter_bar.denominator(), filter_bar.horizon()
answer_card.answer(session.answers.ask("response_by_strategy", view, per=per, within=within))
answer_card.answer(session.answers.ask("personalised", view, within=within))
benchmarks.beside(*ENUMS["strategy"])
