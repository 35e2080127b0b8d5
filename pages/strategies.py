"""Which follow-up strategies came before answers, interviews and offers?"""

import streamlit as st

from data.database import ENUMS
from pages import session
from pages.showing import benchmarks, draw, empty, filters

st.title("Strategies", anchor=False)
log = empty.needs_log()
view = filters.view()
empty.needs_touches(view)

filters.shown(view, log)
st.warning(
    "A thank-you note can only follow an interview, and a first letter comes before one. So compare kinds of "
    "follow-up within one stage, never across stages.",
    title="Stages differ",
    icon=":material/warning:",
)
draw.answer(session.ask("offers_by_strategy", view), expanded=True)
draw.answer(session.ask("fair_comparison", view, outcome=filters.outcome()))
with st.container(horizontal=True):
    per, within = filters.denominator(), filters.horizon()
draw.answer(session.ask("response_by_strategy", view, per=per, within=within))
draw.answer(session.ask("personalised", view, within=within))
benchmarks.beside(*ENUMS["strategy"])
