"""Makes our fonts from those in Streamlit: `python -m tests.support.fonts`, when a letter is missing.

Kept are the letters of Latin languages and the weights that pages use: 108 kB instead of 829 kB.
"""

from __future__ import annotations

from typing import Final

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from server.shell import STREAMLIT_FILES
from tests.support.server import ROOT

FOLDER: Final = ROOT / "app_pages" / "static" / "fonts"

LETTERS: Final = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x200B, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022),
    *(0x2026, 0x2032, 0x20AC, 0x2190, 0x2192, 0x2212, 0x2248, 0x2264, 0x2265),
)
Axes = dict[str, float | tuple[float, float]]
FONTS: Final[dict[str, tuple[str, str, Axes]]] = {
    "sans": ("SourceSansVF-Upright", "Basishouding Sans", {"wght": (400, 700)}),
    "italic": ("SourceSansVF-Italic", "Basishouding Sans Italic", {"wght": (400, 700)}),
    "mono": ("SourceCodeVF-Upright", "Basishouding Mono", {"wght": (400, 600)}),
    "serif": ("SourceSerifVariable-Roman", "Basishouding Serif", {"wght": (400, 600), "opsz": 20}),
}
"""File -> the font it is made from, its name, its weights. The licence reserves the name 'Source'."""


def make(file: str) -> None:
    """Write one font."""
    source, name, axes = FONTS[file]
    [whole] = (STREAMLIT_FILES / "static" / "media").glob(f"{source}.*.woff2")
    font = TTFont(whole)
    options = subset.Options()
    options.layout_features = ["kern", "liga", "rlig", "mark", "mkmk", "ccmp", "locl"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    instancer.instantiateVariableFont(font, axes, inplace=True)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16, 25):
            record.string = name.replace(" ", "") if record.nameID == 6 else name
    font.flavor = "woff2"
    font.save(FOLDER / f"{file}.woff2")


if __name__ == "__main__":
    for file in FONTS:
        make(file)
