"""What a person does on a page and what they read there, without a browser."""

import json

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

PAGES = ("log", "overview", "channels", "strategies", "offers", "playbook", "timing")
MARKUP = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success")


def click(app: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    [found] = [button for button in app.button if button.label == label]
    return found.click().run()


def edit(app: AppTest, row: int, column: str, value: str | bool, table: int = 0) -> AppTest:
    """Type into a cell of an editor of tables, or tick it, as a browser tells it."""
    typed = {"edited_rows": {row: {column: value}}, "added_rows": [], "deleted_rows": []}
    states = app._tree.get_widget_states()
    states.widgets.append(WidgetState(id=app.dataframe[table].proto.id, string_value=json.dumps(typed)))
    return app._run(states)


def visit(app: AppTest, page: str) -> AppTest:
    """Go to another page in the same session."""
    return app.switch_page(f"pages/{page}.py").run()


def pick(app: AppTest, key: str, value: str | int | list[str]) -> AppTest:
    """Choose among the pills with this key."""
    return app.button_group(key=key).set_value(value).run()


def plain(app: AppTest) -> str:
    """What is shown as plain text."""
    return "\n".join(text.value for text in app.text)


def markup(app: AppTest) -> str:
    """Everything on a page that Streamlit reads as Markdown: bodies, labels and help texts."""
    bodies = [str(getattr(element, "value", "")) for kind in MARKUP for element in app.get(kind)]
    labels = [
        str(getattr(element, name, ""))
        for kind in (
            *MARKUP,
            "button",
            "expander",
            "metric",
            "multiselect",
            "button_group",
            "download_button",
        )
        for element in app.get(kind)
        for name in ("label", "help", "proto")
    ]
    return "\n".join(bodies + labels)


def titles(app: AppTest) -> list[str]:
    """The questions that are answered on a page."""
    return [subheader.value for subheader in app.subheader]


def figures(app: AppTest) -> list[str]:
    """The figures of a page as they are sent to the browser."""
    return [chart.proto.spec for chart in app.get("plotly_chart")]
