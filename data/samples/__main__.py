"""`python -m data.samples` writes the sample files again."""

from pathlib import Path

from data.samples.files import texts

for name, text in texts().items():
    Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="")
