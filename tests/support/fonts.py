"""Makes the letters that go over the wire from Streamlit's: `python -m tests.support.fonts`, after an update.

Streamlit's five font files are 1204 kB, most of it letters, weights and icons that no page shows. What
is kept: the letters of Latin languages, the weights the pages use, the icons that Streamlit draws itself.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from server.files import FONTS, OWN_FONTS
from server.shell import STREAMLIT_FILES

LETTERS: Final = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x200B, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022),
    *(0x2026, 0x2032, 0x20AC, 0x2190, 0x2192, 0x2212, 0x2248, 0x2264, 0x2265),
)
AXES: Final[dict[str, dict[str, float | tuple[float, float]]]] = {
    "sans.woff2": {"wght": (400, 700)},
    "italic.woff2": {"wght": (400, 700)},
    "mono.woff2": {"wght": (400, 600)},
    "serif.woff2": {"wght": (400, 600), "opsz": 20},
    "icons.woff2": {},
}
NAMES: Final = {
    "sans.woff2": "Basishouding Sans",
    "italic.woff2": "Basishouding Sans Italic",
    "mono.woff2": "Basishouding Mono",
    "serif.woff2": "Basishouding Serif",
}
"""Their licence (app_pages/static/fonts/OFL.txt) keeps the name 'Source' for the unchanged fonts."""


def icons() -> list[str]:
    """The icons that Streamlit's scripts name."""
    scripts = (STREAMLIT_FILES / "static" / "js").glob("*.js")
    named = (re.findall(r":material/([a-z_]+)", script.read_text(encoding="utf-8")) for script in scripts)
    return sorted({name for names in named for name in names})


def make(name: str, folder: Path) -> None:
    """One font, from Streamlit's file of which it takes the place."""
    (source,) = (theirs for theirs, own in FONTS.items() if own.name == name)
    font = TTFont(source)
    options = subset.Options()
    options.layout_features = ["kern", "liga", "rlig", "mark", "mkmk", "ccmp", "locl"]
    options.layout_closure = (
        name != "icons.woff2"
    )  # else any icon that can be spelt with the letters of these
    options.glyph_names = name == "icons.woff2"  # that is how a test finds them
    subsetter = subset.Subsetter(options)
    if name == "icons.woff2":
        drawn = [name for name in icons() if name in font.getGlyphOrder()]
        subsetter.populate(glyphs=drawn, text="".join(drawn))
    else:
        subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    if AXES[name]:
        instancer.instantiateVariableFont(font, AXES[name], inplace=True)
    for record in font["name"].names if name in NAMES else ():
        if record.nameID in (1, 3, 4, 6, 16, 25):
            record.string = NAMES[name].replace(" ", "") if record.nameID == 6 else NAMES[name]
    font.flavor = "woff2"
    font.save(folder / name)


if __name__ == "__main__":
    for own in AXES:
        make(own, OWN_FONTS)
        print(own, (OWN_FONTS / own).stat().st_size)
