"""The settings, the look and the pins: what they promise is computed from the files themselves."""

import json
import re
import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from streamlit import config

from tests.paths import ROOT

SETTINGS: dict[str, dict[str, Any]] = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
PLAIN = [(section, name) for section in ("browser", "client", "server") for name in SETTINGS[section]]
THEMES = ("light", "dark")

# How linear light reaches the eye: Machado, Oliveira and Fernandes (2009), table 1, severity 1.0.
SIGHT = {
    "usual": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = XYZ @ np.ones(3)

Colour = NDArray[np.float64]


def srgb(code: str) -> Colour:
    """Return red, green and blue between 0 and 1."""
    return np.array([int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def linear(colour: Colour) -> Colour:
    """Return the light that the sRGB values stand for."""
    return np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of WCAG 2.2, from 1 to 21."""
    dark, light = sorted(float(XYZ[1] @ linear(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def over(colour: Colour, ground: Colour, share: float) -> Colour:
    """Return the colour laid over a ground, covering a share of it."""
    return colour * share + ground * (1 - share)


def lab(code: str, sight: str) -> Colour:
    """Return CIE L*a*b* of a colour as someone with this sight sees it."""
    light = np.clip(np.array(SIGHT[sight]) @ linear(srgb(code)), 0, 1)
    share = XYZ @ light / WHITE
    x, y, z = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def nearest(codes: list[str], sight: str) -> float:
    """Return the smallest distance between any two colours (CIE 1976; about 2 is just noticeable)."""
    seen = [lab(code, sight) for code in codes]
    return min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2))


def look(theme: str) -> dict[str, Any]:
    """Return the section of one look."""
    section: dict[str, Any] = SETTINGS["theme"][theme]
    return section


def grounds(theme: str) -> list[Colour]:
    """Return the two colours that text lies on; the side bar has the same two, swapped."""
    return [srgb(look(theme)[name]) for name in ("backgroundColor", "secondaryBackgroundColor")]


@pytest.mark.parametrize(("section", "name"), PLAIN)
def test_streamlit_knows_and_takes_every_setting(section: str, name: str) -> None:
    assert config.get_option(f"{section}.{name}") == SETTINGS[section][name]


def test_nothing_is_told_to_strangers() -> None:
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["client"]["showErrorDetails"] == "none"
    assert SETTINGS["client"]["disableDataExport"] is True


def test_only_the_apps_own_pages_may_talk_to_it() -> None:
    server, client = SETTINGS["server"], SETTINGS["client"]
    assert (server["enableCORS"], server["enableXsrfProtection"], client["allowedOrigins"]) == (
        True,
        True,
        [],
    )
    assert "*" not in server["allowedHosts"]


def test_the_look_fetches_nothing_from_elsewhere() -> None:
    assert "://" not in json.dumps(SETTINGS)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["textColor", "linkColor", "primaryColor"])
def test_text_links_and_slider_values_are_readable(theme: str, name: str) -> None:
    assert min(contrast(srgb(look(theme)[name]), ground) for ground in grounds(theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_captions_are_readable(theme: str) -> None:
    text = srgb(look(theme)["textColor"])
    assert min(contrast(over(text, ground, 0.6), ground) for ground in grounds(theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_a_chosen_pill_is_readable(theme: str) -> None:
    accent = srgb(look(theme)["primaryColor"])
    assert min(contrast(accent, over(accent, ground, 0.1)) for ground in grounds(theme)) >= 4.5


def test_white_is_readable_on_the_accent_where_streamlit_writes_it() -> None:
    """No accent can be readable on the dark ground and under white text; there, signs must do (3:1)."""
    white = srgb("#ffffff")
    assert contrast(white, srgb(look("light")["primaryColor"])) >= 4.5
    assert contrast(white, srgb(look("dark")["primaryColor"])) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_side_bar_has_the_same_two_grounds(theme: str) -> None:
    page, bar = look(theme), look(theme)["sidebar"]
    assert bar["backgroundColor"] == page["secondaryBackgroundColor"]
    assert bar["secondaryBackgroundColor"] == page["backgroundColor"]


@pytest.mark.parametrize("theme", THEMES)
def test_every_chart_colour_stands_out_from_its_ground(theme: str) -> None:
    colours = [srgb(code) for code in look(theme)["chartCategoricalColors"]]
    assert min(contrast(colour, ground) for colour in colours for ground in grounds(theme)) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", SIGHT)
def test_chart_colours_stay_apart_for_every_kind_of_sight(theme: str, sight: str) -> None:
    colours = look(theme)["chartCategoricalColors"]
    assert nearest(colours[:6], sight) >= 18
    assert nearest(colours, sight) >= 12


@pytest.mark.parametrize("theme", THEMES)
def test_a_scale_goes_one_way_from_light_to_dark(theme: str) -> None:
    lightness = [lab(code, "usual")[0] for code in look(theme)["chartSequentialColors"]]
    steps = np.diff(lightness)
    assert len(steps) == 9
    assert (steps > 0).all() or (steps < 0).all()


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.in")), ids=lambda path: path.name)
def test_every_dependency_says_what_it_is_for(path: Path) -> None:
    wanted = [line for line in path.read_text().splitlines() if re.match(r"\w", line)]
    assert wanted
    assert [line for line in wanted if "  # " not in line] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.in")), ids=lambda path: path.name)
def test_every_dependency_is_pinned(path: Path) -> None:
    wanted = re.findall(r"^\w[\w-]*", path.read_text(), re.MULTILINE)
    pinned = re.findall(r"^([\w-]+)==", path.with_suffix(".txt").read_text(), re.MULTILINE)
    assert set(wanted) - set(pinned) == set()


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.txt")), ids=lambda path: path.name)
def test_pins_name_one_version_and_no_place(path: Path) -> None:
    lines = [line for line in path.read_text().splitlines() if not line.lstrip().startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+( ; [\w\s.=!<>'()]+)?", line)] == []
    assert "/" not in path.read_text()


def container(instruction: str) -> list[str]:
    """Return the arguments of an instruction, wherever it stands in the Dockerfile."""
    return re.findall(rf"^{instruction} (.*)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)


def test_the_container_runs_the_readmes_commands() -> None:
    readme = ROOT / "README.md"
    if not readme.exists():
        pytest.skip("no README yet")
    start = " ".join(json.loads(container("CMD")[0])[:3])
    assert (container("RUN")[0], start) == (
        "pip install --no-cache-dir -r requirements.txt",
        "streamlit run app.py",
    )
    assert "pip install -r requirements.txt" in readme.read_text()
    assert start in readme.read_text()


def test_the_container_runs_as_nobody_and_keeps_shares_in_its_volume() -> None:
    assert container("USER") == ["topofmind"]
    assert container("ENV") == [f"TOPOFMIND_STORE={container('VOLUME')[0]}"]
