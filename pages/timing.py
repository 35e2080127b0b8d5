"""How long do answers take, when to follow up, when to stop, and does the day matter?"""

import streamlit as st

from pages import session
from pages.components.answers import answer_card, benchmarks, filter_bar, guards

st.title("Timing", anchor=False)
log = guards.needs_log()
view = filter_bar.view()
guards.needs_touches(view)

filter_bar.shown(view, log)
within = filter_bar.horizon()
answer_card.answer(session.answers.ask("follow_up", view, within=within))
answer_card.answer(session.answers.ask("thank_you_landmark", view))
answer_card.answer(session.answers.ask("reply_curve", view, within=within))
answer_card.answer(session.answers.ask("replies_by_touch_number", view, within=within))
answer_card.answer(session.answers.ask("gaps_between_touches", view, within=within))
answer_card.answer(session.answers.ask("best_time", view, within=within))
benchmarks.beside("next_steps", "professionalism")
