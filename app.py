"""Top of Mind: which follow-ups get answers, and how sure one can be.

This file is read in two ways: Streamlit runs it as `__main__` for every page that a visitor sees, and the server that
runs it (`streamlit run app.py`, `uvicorn app:app`) imports it once for `app`.
"""

import streamlit as st

if __name__ == "__main__":
    from pages import session
    from pages.components.log import save
    from pages.components.sharing import dashboard, viewer

    st.set_page_config(page_title="Top of Mind", page_icon="pages/icon.png", layout="wide")
    session.server.warm_up()
    session.server.sweep_store()

    share = viewer.viewed_share()
    explores = share is not None and share.upload is not None
    VIEWER = st.Page(
        "pages/shared.py",
        title="Shared dashboard",
        url_path="shared",
        visibility="visible" if explores else "hidden",
    )
    LOG = st.Page(
        "pages/log.py",
        title="Log",
        icon=":material/upload_file:",
        url_path="log",
        default=True,
        visibility="hidden" if explores else "visible",
    )
    PAGES = [
        LOG,
        st.Page("pages/overview.py", title="Overview", icon=":material/home:", url_path="overview"),
        st.Page("pages/channels.py", title="Channels", icon=":material/forum:", url_path="channels"),
        st.Page("pages/strategies.py", title="Strategies", icon=":material/route:", url_path="strategies"),
        st.Page("pages/offers.py", title="Offers", icon=":material/handshake:", url_path="offers"),
        st.Page("pages/playbook.py", title="Playbook", icon=":material/checklist:", url_path="playbook"),
        st.Page("pages/timing.py", title="Timing", icon=":material/schedule:", url_path="timing"),
        st.Page("pages/notebook.py", title="Notebook", icon=":material/edit_note:", url_path="notebook"),
        st.Page("pages/share.py", title="Share", icon=":material/share:", url_path="share"),
        st.Page(
            "pages/dictionary.py", title="Dictionary", icon=":material/menu_book:", url_path="dictionary"
        ),
    ]
    if explores:
        PAGES = [LOG, *(page for page in PAGES if page.url_path in dashboard.PAGE_TITLES)]
    opens_share = "id" in st.query_params
    page = st.navigation([VIEWER, *PAGES], position="hidden" if opens_share and not explores else "top")
    if opens_share and page != VIEWER and (page == LOG or not explores):
        st.switch_page(VIEWER, query_params=st.query_params.to_dict())
    st.query_params.pop("ticket", None)  # of the queue in front of a full house; it is spent
    try:
        if share is None or page == VIEWER or viewer.show_header(share):
            page.run()
    finally:  # also where a page has nothing to show and stops
        save.save_changes()
else:
    from pages import host

    app = st.App(__file__, middleware=host.middleware())
    host.prepare_server()
