"""How long do replies take, when to follow up, when to stop, and does the day matter?"""

import streamlit as st

from pages import session
from pages.components.answers import answer_card, benchmarks, filter_bar, guards

st.title("Timing", anchor=False)
log = guards.require_log()
filters = filter_bar.choose_filters()
guards.require_touches(filters)

filter_bar.show_filters(filters, log)
within = filter_bar.choose_horizon()
answer_card.show_answer(session.answers.ask("follow_up_or_wait", filters))
answer_card.show_answer(session.answers.ask("follow_up", filters, within=within))
answer_card.show_answer(session.answers.ask("thank_you_landmark", filters))
answer_card.show_answer(session.answers.ask("reply_curve", filters, within=within))
answer_card.show_answer(session.answers.ask("replies_by_touch_number", filters, within=within))
answer_card.show_answer(session.answers.ask("gaps_between_touches", filters, within=within))
answer_card.show_answer(session.answers.ask("best_time", filters, within=within))
benchmarks.show_with_toggle("next_steps", "professionalism")
