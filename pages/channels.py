"""Which channels get replies?"""

import streamlit as st

from data.playbook import CHANNELS
from pages import session
from pages.showing import before, benchmarks, draw, empty, filters

st.title("Channels", anchor=False)
log = empty.needs_log()
view = filters.view()
empty.needs_touches(view)

filters.shown(view, log)
with st.container(horizontal=True):
    per, within = filters.denominator(), filters.horizon()
draw.answer(session.ask("response_by_channel", view, per=per, within=within))
before.shown(view, log)
benchmarks.beside(*CHANNELS)
