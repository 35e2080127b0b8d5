"""How long do answers take, when to follow up, when to stop, and does the day matter?"""

import streamlit as st

from pages import session
from pages.showing import benchmarks, draw, empty, filters

st.title("Timing", anchor=False)
log = empty.needs_log()
view = filters.view()
empty.needs_touches(view)

filters.shown(view, log)
within = filters.horizon()
draw.answer(session.ask("follow_up", view, within=within))
draw.answer(session.ask("thank_you_landmark", view))
draw.answer(session.ask("reply_curve", view, within=within))
draw.answer(session.ask("replies_by_touch_number", view, within=within))
draw.answer(session.ask("gaps_between_touches", view, within=within))
draw.answer(session.ask("best_time", view, within=within))
benchmarks.beside("next_steps", "professionalism")
