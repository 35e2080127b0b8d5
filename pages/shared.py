"""A dashboard that someone shared: read-only, and gone as soon as its owner takes it down."""

import streamlit as st

from pages.sharing import published, viewing

found = viewing.opened(st.query_params.get("id", ""))
if found is not None:
    published.dashboard(found.snapshot)
    viewing.watch(found.token, shown=True)
