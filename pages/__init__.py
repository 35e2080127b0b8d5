"""Answers in, screen out."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

# Only app.py says which files here are pages. Until it has run once, Streamlit takes every file in a folder of this
# name for a page of its own; so when the first visitor after a start opens /overview, say, begin again with app.py.
if PagesManager.uses_pages_directory:
    PagesManager.uses_pages_directory = False
    st.rerun()
