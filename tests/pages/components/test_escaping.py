"""A text of somebody's file is shown as it stands, also where Streamlit reads Markdown."""

from pages.components.answers import escaping


def test_every_mark_is_escaped_and_every_letter_stays() -> None:
    assert escaping.escape_markdown("![a](b) *c* `d` <e> $f$ :g: ~h~") == (
        r"\!\[a\]\(b\) \*c\* \`d\` \<e\> \$f\$ \:g\: \~h\~"
    )
    assert escaping.escape_markdown("Zoë Ünal 42") == "Zoë Ünal 42"
