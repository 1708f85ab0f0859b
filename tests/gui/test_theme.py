"""The looks: every pair of colours can be read, every icon is drawn in the colour asked for."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pluggy_desktop import resources
from pluggy_desktop.gui import theme
from pluggy_desktop.gui.theme import DARK, LIGHT, Theme, Tokens

ON = {
    "text": ("window", "surface", "sidebar", "selection", "hover", "track"),
    "muted": ("window", "surface", "sidebar", "selection", "hover"),
    "accent": ("window", "surface", "selection", "hover"),
    "on_accent": ("accent", "accent_strong"),
    "money_in": ("window", "surface", "selection"),
    "attention": ("window", "surface", "sidebar"),
    "error": ("window", "surface"),
    "on_inverse": ("inverse",),
}


def luminance(value: str) -> float:
    """Relative luminance as WCAG 2 defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    color = QColor(value)
    red, green, blue = map(linear, (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_contrast_is_measured_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("front", ON)
def test_text_can_be_read_on_everything_it_stands_on(scheme: Tokens, front: str) -> None:
    for back in ON[front]:
        assert contrast(getattr(scheme, front), getattr(scheme, back)) >= 4.5, back


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_focus_ring_stands_out(scheme: Tokens) -> None:
    for back in ("window", "surface", "sidebar", "selection"):
        assert contrast(scheme.accent, getattr(scheme, back)) >= 3


def test_both_schemes_name_real_colours() -> None:
    for scheme in (LIGHT, DARK):
        for field in fields(Tokens):
            assert QColor(getattr(scheme, field.name)).isValid(), field.name


def test_every_icon_is_drawn_in_the_colour_asked_for(light: QApplication) -> None:
    names = [name[len("icons/") : -len(".svg")] for name in resources.names("icons", ".svg")]
    assert len(names) >= 40
    for name in names:
        image = theme.pixmap(name, tint="error", size=32).toImage()
        drawn = {
            color.name()
            for x in range(image.width())
            for y in range(image.height())
            if (color := image.pixelColor(x, y)).alpha() == 255
        }
        assert drawn, name
        wanted = QColor(LIGHT.error)
        for color in map(QColor, drawn):  # where two strokes meet, rounding may be off by one
            assert abs(color.red() - wanted.red()) <= 2, name
            assert abs(color.green() - wanted.green()) <= 2, name
            assert abs(color.blue() - wanted.blue()) <= 2, name


def test_an_icon_is_sharp_on_a_fine_screen(light: QApplication) -> None:
    fine = theme.pixmap("sync", size=18, ratio=2.0)
    assert fine.width() == 36
    assert fine.deviceIndependentSize().width() == 18


def test_what_wears_an_icon_follows_the_scheme(qtbot: QtBot, light: QApplication) -> None:
    button, label = QPushButton(), QLabel()
    qtbot.addWidget(button)
    qtbot.addWidget(label)
    theme.set_icon(button, "sync")
    theme.set_icon(label, "sync")

    def colors() -> set[str]:
        pictures = (button.icon().pixmap(18, 18), label.pixmap())
        return {
            color.name()
            for picture in pictures
            for x in range(18)
            for y in range(18)
            if (color := picture.toImage().pixelColor(x, y)).alpha() == 255
        }

    assert colors() == {LIGHT.text.lower()}
    theme.apply(light, "dark")
    assert colors() == {DARK.text.lower()}


def test_the_theme_follows_the_choice(qtbot: QtBot, light: QApplication) -> None:
    worn = Theme(light, "light")
    with qtbot.waitSignal(worn.changed, timeout=1000):
        worn.choose("dark")
    assert theme.scheme() == "dark"
    assert light.palette().window().color() == QColor(DARK.window)
    with qtbot.assertNotEmitted(worn.changed):
        worn.choose("dark")
    worn.choose("system")  # offscreen has no scheme of its own, which counts as light
    assert theme.scheme() == "light"


def test_a_choice_is_dressed_once(light: QApplication) -> None:
    Theme.apply(light, "system")
    assert theme.scheme() == "light"
    Theme.apply(light, "dark")
    assert theme.scheme() == "dark"
