"""Which follow-up strategies came before answers, interviews and offers?"""

import streamlit as st

from pages import draw, empty, filters, session

log = empty.needs_log()
view = filters.view()

st.title("Strategies")
filters.shown(view, log)
st.warning(
    "Stages differ. A thank-you note can only follow an interview and a first letter comes before one, so compare "
    "strategies within one stage, never across stages.",
    title="Read this first",
)
draw.answer(session.ask("offers_by_strategy", view), pick="strategy")
with st.container(horizontal=True):
    per, within = filters.denominator(), filters.horizon()
draw.answer(session.ask("response_by_strategy", view, per=per, within=within), pick="strategy")
