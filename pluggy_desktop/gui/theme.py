"""Colours, fonts, icons and the style sheet: how every window of the app looks, light and dark."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from string import Template
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from pluggy_desktop import resources

TEXT_PX: Final = 13
SMALL_PX: Final = 12
FIGURE_PX: Final = 26

_SCHEME = "pluggyScheme"  # dynamic properties: on the application, and on what wears an icon
_ICON = "iconName"
_ICON_TINT = "iconTint"
_ICON_SIZE = "iconPx"
_RATIOS = (1.0, 2.0, 3.0)
_ICON_PX = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The colours of one scheme, "#rrggbb", named after what they are for."""

    window: str
    surface: str
    sidebar: str
    border: str
    track: str
    text: str
    muted: str
    accent: str
    accent_strong: str
    on_accent: str
    selection: str
    hover: str
    money_in: str
    attention: str
    error: str
    disabled: str
    inverse: str
    on_inverse: str
    bar_out: str


LIGHT: Final = Tokens(
    window="#F5F6F8",
    surface="#FFFFFF",
    sidebar="#EDEFF2",
    border="#DCE0E5",
    track="#E6E9ED",
    text="#1B1F24",
    muted="#5A6470",
    accent="#4154D1",
    accent_strong="#3344B4",
    on_accent="#FFFFFF",
    selection="#E3E7FB",
    hover="#EFF1F4",
    money_in="#0A7548",
    attention="#8A5200",
    error="#B42323",
    disabled="#9AA2AC",
    inverse="#1B1F24",
    on_inverse="#FFFFFF",
    bar_out="#A6ABB2",
)
DARK: Final = Tokens(
    window="#15171B",
    surface="#1C1F24",
    sidebar="#181A1F",
    border="#2C3138",
    track="#2A2E35",
    text="#E8EAED",
    muted="#9FA8B3",
    accent="#8E9CFF",
    accent_strong="#A6B1FF",
    on_accent="#15171B",
    selection="#2A3054",
    hover="#24282F",
    money_in="#4CC38A",
    attention="#E5A93F",
    error="#FF7B72",
    disabled="#626B77",
    inverse="#E8EAED",
    on_inverse="#15171B",
    bar_out="#656D78",
)
_SCHEMES: Final = {"light": LIGHT, "dark": DARK}


class Theme(QObject):
    """Keeps the application in the scheme the person chose, or in the system's.

    `changed` comes after everything wears the new colours: repaint what was drawn by hand.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, choice: str = "system", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._choice = choice
        app.styleHints().colorSchemeChanged.connect(self.on_system_changed)
        apply(app, _resolved(app, choice))

    def choose(self, choice: str) -> None:
        """Wear "light", "dark" or whatever the "system" wears."""
        self._choice = choice
        self._wear()

    @Slot()
    def on_system_changed(self) -> None:
        """The system went light or dark."""
        self._wear()

    @staticmethod
    def apply(app: QApplication, choice: str) -> None:
        """Dress `app` once, in "light", "dark" or what the "system" wears now."""
        apply(app, _resolved(app, choice))

    def _wear(self) -> None:
        wanted = _resolved(self._app, self._choice)
        if wanted != scheme():
            apply(self._app, wanted)
            self.changed.emit()


def apply(app: QApplication, scheme: str) -> None:
    """Dress `app` in "light" or "dark": style, palette, font, style sheet, icons already worn."""
    app.setProperty(_SCHEME, scheme)
    if app.style().objectName().lower() != "fusion" and not app.styleSheet():
        app.setStyle("Fusion")
    app.setFont(text_font())
    app.setPalette(_palette(_SCHEMES[scheme]))
    app.setStyleSheet(_style_sheet(scheme))
    for widget in app.allWidgets():
        name = widget.property(_ICON)
        if name:
            _wear_icon(widget, str(name))


def _resolved(app: QApplication, choice: str) -> str:
    if choice in _SCHEMES:
        return choice
    # Unknown (plain X11, no desktop portal) counts as light.
    return "dark" if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"


def scheme() -> str:
    """The scheme worn now: "light" or "dark"."""
    app = QApplication.instance()
    worn = app.property(_SCHEME) if app is not None else None
    return "dark" if worn == "dark" else "light"


def tokens() -> Tokens:
    """The colours worn now."""
    return _SCHEMES[scheme()]


def color(name: str) -> QColor:
    """The colour worn now under a token's name, such as "muted"."""
    return QColor(getattr(tokens(), name))


def icon(name: str, tint: str = "text") -> QIcon:
    """The line icon `name` in a token's colour, sharp on every screen, with disabled and selected.

    It keeps the colours of the scheme it was made in; `set_icon` follows changes.
    """
    worn = tokens()
    made = QIcon()
    colors = {
        QIcon.Mode.Normal: getattr(worn, tint),
        QIcon.Mode.Active: getattr(worn, tint),
        QIcon.Mode.Disabled: worn.disabled,
        QIcon.Mode.Selected: worn.accent if tint == "text" else getattr(worn, tint),
    }
    for mode, value in colors.items():
        for ratio in _RATIOS:
            made.addPixmap(_tinted(name, value, _ICON_PX, ratio), mode)
    return made


def pixmap(name: str, *, tint: str = "text", size: int = _ICON_PX, ratio: float = 1.0) -> QPixmap:
    """The line icon `name`, `size` logical pixels square, for a screen of that pixel ratio."""
    return _tinted(name, getattr(tokens(), tint), size, ratio)


def set_icon(widget: QWidget, name: str, *, tint: str = "text", size: int = _ICON_PX) -> None:
    """Give a button or label the line icon `name`, re-tinted whenever the scheme changes."""
    widget.setProperty(_ICON, name)
    widget.setProperty(_ICON_TINT, tint)
    widget.setProperty(_ICON_SIZE, size)
    _wear_icon(widget, name)


def set_role(widget: QWidget, *, role: str | None = None, kind: str | None = None) -> None:
    """Give a widget its look from the style sheet: a label's or frame's role, a button's kind."""
    if role is not None:
        widget.setProperty("role", role)
    if kind is not None:
        widget.setProperty("kind", kind)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def text_font(pixels: int = TEXT_PX, *, bold: bool = False) -> QFont:
    """The system's font at `pixels`, with digits of one width so that columns of figures align."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(pixels)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def mono_font(pixels: int = SMALL_PX) -> QFont:
    """The system's fixed-width font, for what the bank wrote."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(pixels)
    return font


def _wear_icon(widget: QWidget, name: str) -> None:
    tint = str(widget.property(_ICON_TINT) or "text")
    size = int(widget.property(_ICON_SIZE) or _ICON_PX)
    if isinstance(widget, QAbstractButton):
        widget.setIcon(icon(name, tint))
        widget.setIconSize(QSize(size, size))
    elif isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, tint=tint, size=size, ratio=widget.devicePixelRatioF()))


@lru_cache(maxsize=512)
def _tinted(name: str, value: str, size: int, ratio: float) -> QPixmap:
    svg = resources.text(f"icons/{name}.svg").replace("currentColor", value)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    side = round(size * ratio)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _style_sheet(scheme: str) -> str:
    worn = _SCHEMES[scheme]
    values = {field.name: getattr(worn, field.name) for field in fields(Tokens)}
    for glyph in ("chevron", "check", "dash"):
        place = resources.path(f"style/{glyph}-{scheme}.svg").as_posix()
        values[glyph] = f'url("{place}")'
    values |= {"text_px": f"{TEXT_PX}px", "small_px": f"{SMALL_PX}px"}
    values["figure_px"] = f"{FIGURE_PX}px"
    return Template(resources.text("style/app.qss")).substitute(values)


def _palette(worn: Tokens) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, value in {
        roles.Window: worn.window,
        roles.WindowText: worn.text,
        roles.Base: worn.surface,
        roles.AlternateBase: worn.window,
        roles.Text: worn.text,
        roles.PlaceholderText: worn.muted,
        roles.Button: worn.surface,
        roles.ButtonText: worn.text,
        roles.BrightText: worn.error,
        roles.Highlight: worn.selection,
        roles.HighlightedText: worn.text,
        roles.Accent: worn.accent,
        roles.Link: worn.accent,
        roles.LinkVisited: worn.accent,
        roles.ToolTipBase: worn.inverse,
        roles.ToolTipText: worn.on_inverse,
        roles.Light: worn.surface,
        roles.Midlight: worn.track,
        roles.Mid: worn.border,
        roles.Dark: worn.border,
        roles.Shadow: worn.border,
    }.items():
        palette.setColor(role, QColor(value))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(worn.disabled))
    return palette
