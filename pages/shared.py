"""A dashboard that someone shared: read-only, and gone as soon as its owner takes it down."""

import streamlit as st

from pages.components.sharing import dashboard, viewer

share = viewer.open_share(st.query_params.get("id", ""))
if share is not None:
    dashboard.show_dashboard(share.snapshot)
    viewer.watch_share(share.token, shown=True)
