"""The colours of the program, light and dark, as tokens. LOOK.md, "Colour"."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtGui import QColor, QGuiApplication, QPalette

CATEGORIES = 8
# The money lines' places in the categorical colours.
RECEIPTS, TAX, OPERATIONS, CAPITAL = 4, 5, 6, 7


@dataclass(frozen=True)
class Palette:
    """Every colour as "#RRGGBB", named by what it is for.

    `categorical` has a fixed order: 0-3 are things (tenants, strategies, facilities), 4-7 money
    lines. `sequential` and `diverging` are seven stops, linear between.
    """

    dark: bool
    surface: str
    raised: str
    sunken: str
    computed: str
    border: str
    gridline: str
    strong: str
    text: str
    muted: str
    accent: str
    text_on_accent: str
    selection: str
    positive: str
    negative: str
    warning: str
    overridden: str
    overridden_fill: str
    refused: str
    refused_fill: str
    stale: str
    categorical: tuple[str, ...]
    sequential: tuple[str, ...]
    diverging: tuple[str, ...]

    def of(self, slot: int) -> str:
        """The categorical colour of a place in the plan's order; it starts again after eight."""
        return self.categorical[slot % CATEGORIES]

    @property
    def receipts(self) -> str:
        """Receipts; firm backlog; the landlord."""
        return self.categorical[RECEIPTS]

    @property
    def tax(self) -> str:
        """Tax; expected backlog."""
        return self.categorical[TAX]

    @property
    def operations(self) -> str:
        """Power and operations."""
        return self.categorical[OPERATIONS]

    @property
    def capital(self) -> str:
        """Capital spending; headline backlog; whatever is pinned."""
        return self.categorical[CAPITAL]

    def heat(self, share: float) -> str:
        """The sequential colour at a share of the scale, 0 to 1."""
        return _between(self.sequential, share)

    def heat_around_zero(self, share: float) -> str:
        """The diverging colour at -1 (low end) to 1 (high end); 0 is the middle stop."""
        return _between(self.diverging, (share + 1.0) / 2.0)


LIGHT = Palette(
    dark=False,
    surface="#F3F4F6",
    raised="#FFFFFF",
    sunken="#ECEEF1",
    computed="#F7F8FA",
    border="#D8DCE2",
    gridline="#E9EBEF",
    strong="#828B99",
    text="#171B24",
    muted="#596273",
    accent="#2F55C7",
    text_on_accent="#FFFFFF",
    selection="#E1E8FA",
    positive="#0A7350",
    negative="#B3362B",
    warning="#8A5A00",
    overridden="#7A3DB8",
    overridden_fill="#F4ECFB",
    refused="#B3362B",
    refused_fill="#FCEBE9",
    stale="#6A7280",
    categorical=(
        "#415ADD",
        "#BF5C2D",
        "#A80584",
        "#0C9CCF",
        "#168F7E",
        "#BD8B00",
        "#8E2521",
        "#40454F",
    ),
    sequential=("#F1F5FC", "#D5E2F7", "#B0C9EF", "#84A9E3", "#5585D2", "#2F62B8", "#1B4488"),
    diverging=("#A8461A", "#D98850", "#F3CFAE", "#F4F4F2", "#BBD3EE", "#5F93D6", "#1F55A5"),
)

DARK = Palette(
    dark=True,
    surface="#14171C",
    raised="#1A1E25",
    sunken="#20252D",
    computed="#1E222A",
    border="#323944",
    gridline="#262C35",
    strong="#6D7787",
    text="#E7EAEF",
    muted="#9CA6B5",
    accent="#8FABFF",
    text_on_accent="#10182E",
    selection="#27345A",
    positive="#4CC796",
    negative="#FF8B7E",
    warning="#E8B959",
    overridden="#C8A2FF",
    overridden_fill="#2C2140",
    refused="#FF8B7E",
    refused_fill="#3A2020",
    stale="#8B94A3",
    categorical=(
        "#607FFC",
        "#F0883E",
        "#C948A7",
        "#8BD7FF",
        "#30B68A",
        "#F2D65A",
        "#C03D29",
        "#A7ABB7",
    ),
    sequential=("#1E2735", "#223A5E", "#26508A", "#2F6ABB", "#5489DB", "#8AAFEE", "#C3D6FA"),
    diverging=("#F0A06A", "#BE6E39", "#5E3A22", "#262A31", "#24456F", "#3B78C4", "#92BBF5"),
)


def palette_in_force() -> Palette:
    """The palette of the application as it is painted now: the dark one on a dark window."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < 128 else LIGHT


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colours, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def text_on(fill: str) -> str:
    """Black or white, whichever is easier to read on the fill."""
    return max(("#FFFFFF", "#000000"), key=lambda candidate: contrast(candidate, fill))


def tinted(colour: str, share: float) -> QColor:
    """The colour with its opacity set to a share, 0 to 1."""
    made = QColor(colour)
    made.setAlphaF(share)
    return made


def mixed(colour: str, ground: str, share: float) -> str:
    """What a share of the colour over the ground looks like, opaque."""
    parts = zip(_channels(colour), _channels(ground), strict=True)
    return _hex([share * a + (1.0 - share) * b for a, b in parts])


def _between(stops: Sequence[str], share: float) -> str:
    place = min(max(share, 0.0), 1.0) * (len(stops) - 1)
    for index, (low, high) in enumerate(pairwise(stops)):
        if place <= index + 1:
            return mixed(high, low, place - index)
    return stops[-1]


def _channels(colour: str) -> list[float]:
    return [int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5)]


def _hex(channels: Sequence[float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in channels)


def _luminance(colour: str) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
