"""A dashboard that someone shared: read-only, and gone as soon as its owner takes it down."""

import streamlit as st

from pages.components.sharing import dashboard, viewer

found = viewer.opened(st.query_params.get("id", ""))
if found is not None:
    dashboard.dashboard(found.snapshot)
    viewer.watch(found.token, shown=True)
