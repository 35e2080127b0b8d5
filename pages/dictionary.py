"""What every number means, how it is worked out, and with which SQL."""

import streamlit as st

from analysis import dictionary, export
from analysis.dictionary import Entry
from pages.components.answers import tables

SHOWN_COLUMNS = ("metric", "meaning", "formula", "column")


def show_entry(entry: Entry) -> None:
    """One question with its numbers, what they are out of, what is left out, the method and the SQL."""
    with st.expander(entry.title):
        st.text(entry.method)
        st.text(entry.denominator)
        if entry.leaves_out:
            st.text(f"Left out: {'; '.join(entry.leaves_out)}.")
        rows = [{name: row[name] for name in SHOWN_COLUMNS} for row in dictionary.table([entry])]
        tables.show_table(rows)
        st.code(entry.sql, language=None)


st.title("Dictionary", anchor=False)
st.text("Every number of the app: what it means, what it is out of, and how it is worked out.")
all_entries = dictionary.entries()
words = st.text_input(
    "Search", placeholder="response rate, offer, waiting …", key="look_up", bind="query-params"
)
entries = dictionary.find_entries(all_entries, words)
if not entries:
    st.info("Nothing here holds all of these words. Try one of them alone.", icon=":material/search_off:")
for entry in entries:
    show_entry(entry)
with st.container(horizontal=True):
    st.download_button(
        "Download as a table",
        export.write_csv(dictionary.table(all_entries)),
        "top-of-mind-dictionary.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
    st.download_button(
        "Download with method and SQL",
        dictionary.markdown(all_entries),
        "top-of-mind-dictionary.md",
        "text/markdown",
        icon=":material/download:",
        on_click="ignore",
    )
