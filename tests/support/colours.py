"""Contrast and mixing of colours, for the tests of looks."""

from __future__ import annotations


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, (L1 + .05) / (L2 + .05), 1 to 21; `#ffffff` on `#000000` is 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, ground: str, share: float) -> str:
    """The colour laid over the ground with this opacity, as a browser does in sRGB."""
    pairs = zip(channels(colour), channels(ground), strict=True)
    return "#" + "".join(f"{round(share * over + (1 - share) * under):02x}" for over, under in pairs)


def channels(colour: str) -> list[int]:
    """Red, green and blue of '#rrggbb', 0..255."""
    return [int(colour[index : index + 2], 16) for index in (1, 3, 5)]


def _luminance(colour: str) -> float:
    parts = [channel / 255 for channel in channels(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
