"""What categories are called in the person's language, and which colour marks them.

Banks' categories come from Pluggy with English names, which is what the store keeps. A name that
is not known here (the person's own, a new one) is shown as it is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from zlib import crc32

from PySide6.QtGui import QColor

from pluggy_desktop import i18n
from pluggy_desktop.connect.catalog import folded
from pluggy_desktop.i18n import tr

# Told apart on white and on the dark surface; red and green mean errors and money in, so neither.
_COLORS: Final = (
    "#E08A2C",
    "#7A6FF0",
    "#2B9EB3",
    "#C2588C",
    "#5B8DB8",
    "#8A6D3B",
    "#6C7A89",
    "#B07CC6",
    "#3F7FBF",
    "#A8763E",
    "#4D8F8B",
    "#9A5BA5",
)
_FAMILIES: Final = {
    "Food and drinks": "#E08A2C",
    "Eating out": "#E08A2C",
    "Food delivery": "#E08A2C",
    "Groceries": "#C99A2E",
    "Housing": "#7A6FF0",
    "Rent": "#7A6FF0",
    "Utilities": "#7A6FF0",
    "Water": "#7A6FF0",
    "Electricity": "#7A6FF0",
    "Gas": "#7A6FF0",
    "Income": "#3E9C6B",
    "Salary": "#3E9C6B",
    "Transfers": "#5B8DB8",
    "Transfer - PIX": "#5B8DB8",
    "Transfer - TED": "#5B8DB8",
    "Healthcare": "#C2588C",
    "Pharmacy": "#C2588C",
    "Transportation": "#2B9EB3",
    "Taxi and ride-hailing": "#2B9EB3",
    "Bank fees": "#9E4A4A",
    "Taxes": "#9E4A4A",
    "Tax on financial operations": "#9E4A4A",
}


def shown(name: str) -> str:
    """The category `name` of the store, in the person's language; "" stays ""."""
    return _names(i18n.language()).get(name, name)


def kept(text: str) -> str:
    """The name under which the store keeps the category that a person knows as `text`.

    Case and accents do not matter.
    """
    wanted = text.strip()
    bare = folded(wanted)
    for name, words in _names(i18n.language()).items():
        if bare in (folded(words), folded(name)):
            return name
    return wanted


def known() -> list[str]:
    """All of Pluggy's categories, as the store keeps them."""
    return list(_names(i18n.language()))


def color(name: str) -> QColor:
    """The colour of the square before a category; always the same for the same category."""
    if not name:
        return QColor("#9AA2AC")
    return QColor(_FAMILIES.get(name) or _COLORS[crc32(name.encode()) % len(_COLORS)])


@lru_cache(maxsize=4)
def _names(language: str) -> dict[str, str]:
    """Pluggy's names to the person's; `language` only tells the cached answers apart."""
    return _money_names() | _spending_names() | _living_names()


def _money_names() -> dict[str, str]:
    return {
        "Income": tr("Income"),
        "Salary": tr("Salary"),
        "Retirement": tr("Retirement"),
        "Entrepreneurial activities": tr("Entrepreneurial activities"),
        "Government aid": tr("Government aid"),
        "Non-recurring income": tr("Non-recurring income"),
        "Loans and financing": tr("Loans and financing"),
        "Late payment and overdraft costs": tr("Late payment and overdraft costs"),
        "Interests charged": tr("Interests charged"),
        "Financing": tr("Financing"),
        "Real estate financing": tr("Real estate financing"),
        "Vehicle financing": tr("Vehicle financing"),
        "Student loan": tr("Student loan"),
        "Loans": tr("Loans"),
        "Investments": tr("Investments"),
        "Automatic investment": tr("Automatic investment"),
        "Fixed income": tr("Fixed income"),
        "Mutual funds": tr("Mutual funds"),
        "Variable income": tr("Variable income"),
        "Margin": tr("Margin"),
        "Proceeds interests and dividends": tr("Proceeds, interest and dividends"),
        "Pension": tr("Pension"),
        "Same person transfer": tr("Between own accounts"),
        "Same person transfer - Cash": tr("Between own accounts, cash"),
        "Same person transfer - PIX": tr("Between own accounts, Pix"),
        "Same person transfer - TED": tr("Between own accounts, TED"),
        "Transfers": tr("Transfers"),
        "Transfer": tr("Transfer"),
        "Transfer - Bank slip": tr("Boleto"),
        "Transfer - Bank Slip": tr("Boleto"),
        "Transfer - Cash": tr("Cash"),
        "Transfer - Check": tr("Cheque"),
        "Transfer - DOC": tr("DOC transfer"),
        "Transfer - Foreign exchange": tr("Foreign exchange"),
        "Transfer - Foreign Exchange": tr("Foreign exchange"),
        "Transfer - Internal": tr("Internal transfer"),
        "Transfer - PIX": tr("Pix"),
        "Transfer - TED": tr("TED transfer"),
        "Credit card payment": tr("Credit card payment"),
        "Third party transfers": tr("Transfers to others"),
        "Third party transfer - Bank Slip": tr("Boleto to others"),
        "Third party transfer - Debit Card": tr("Debit card to others"),
        "Third party transfer - DOC": tr("DOC to others"),
        "Third party transfer - PIX": tr("Pix to others"),
        "Third party transfer - TED": tr("TED to others"),
        "Bank fees": tr("Bank fees"),
        "Account fees": tr("Account fees"),
        "Wire transfer fees and ATM fees": tr("Transfer and cash machine fees"),
        "Credit card fees": tr("Credit card fees"),
        "Taxes": tr("Taxes"),
        "Income taxes": tr("Income taxes"),
        "Taxes on investments": tr("Taxes on investments"),
        "Tax on financial operations": tr("IOF tax"),
        "Legal obligations": tr("Legal obligations"),
        "Blocked balances": tr("Blocked balances"),
        "Alimony": tr("Alimony"),
    }


def _spending_names() -> dict[str, str]:
    return {
        "Services": tr("Services"),
        "Telecommunications": tr("Telecommunications"),
        "Internet": tr("Internet"),
        "Mobile": tr("Mobile phone"),
        "TV": tr("TV"),
        "Education": tr("Education"),
        "Online Courses": tr("Online courses"),
        "Online courses": tr("Online courses"),
        "University": tr("University"),
        "School": tr("School"),
        "Kindergarten": tr("Kindergarten"),
        "Wellness and fitness": tr("Wellness and fitness"),
        "Gyms and fitness centers": tr("Gym"),
        "Sports practice": tr("Sports"),
        "Wellness": tr("Wellness"),
        "Tickets": tr("Tickets"),
        "Stadiums and arenas": tr("Stadiums and arenas"),
        "Landmarks and museums": tr("Landmarks and museums"),
        "Cinema, theater and concerts": tr("Cinema, theatre and concerts"),
        "Shopping": tr("Shopping"),
        "Online shopping": tr("Online shopping"),
        "Electronics": tr("Electronics"),
        "Pet supplies and vet": tr("Pets"),
        "Clothing": tr("Clothing"),
        "Kids and toys": tr("Children and toys"),
        "Bookstore": tr("Books"),
        "Sports goods": tr("Sports goods"),
        "Office supplies": tr("Office supplies"),
        "Cashback": tr("Cashback"),
        "Digital services": tr("Digital services"),
        "Gaming": tr("Games"),
        "Video streaming": tr("Video streaming"),
        "Music streaming": tr("Music streaming"),
        "Groceries": tr("Groceries"),
        "Food and drinks": tr("Food and drinks"),
        "Eating out": tr("Eating out"),
        "Food delivery": tr("Food delivery"),
        "Travel": tr("Travel"),
        "Airport and airlines": tr("Flights"),
        "Accommodation": tr("Accommodation"),
        "Mileage programs": tr("Mileage programmes"),
        "Bus tickets": tr("Bus tickets"),
        "Donations": tr("Donations"),
        "Gambling": tr("Betting"),
        "Lottery": tr("Lottery"),
        "Online bet": tr("Online betting"),
    }


def _living_names() -> dict[str, str]:
    return {
        "Housing": tr("Housing"),
        "Rent": tr("Rent"),
        "Houseware": tr("Houseware"),
        "Urban land and building tax": tr("IPTU property tax"),
        "Utilities": tr("Household bills"),
        "Water": tr("Water"),
        "Electricity": tr("Electricity"),
        "Gas": tr("Gas"),
        "Healthcare": tr("Health"),
        "Dentist": tr("Dentist"),
        "Pharmacy": tr("Pharmacy"),
        "Optometry": tr("Optician"),
        "Hospital clinics and labs": tr("Hospitals, clinics and labs"),
        "Transportation": tr("Transport"),
        "Taxi and ride-hailing": tr("Taxi and ride apps"),
        "Public transportation": tr("Public transport"),
        "Car rental": tr("Car rental"),
        "Bicycle": tr("Bicycle"),
        "Automotive": tr("Car"),
        "Gas stations": tr("Fuel"),
        "Parking": tr("Parking"),
        "Tolls and in-vehicle payment": tr("Tolls"),
        "Tolls and in vehicle payment": tr("Tolls"),
        "Vehicle ownership taxes and fees": tr("IPVA and vehicle fees"),
        "Vehicle maintenance": tr("Car maintenance"),
        "Traffic tickets": tr("Traffic fines"),
        "Insurance": tr("Insurance"),
        "Life insurance": tr("Life insurance"),
        "Home insurance": tr("Home insurance"),
        "Health insurance": tr("Health insurance"),
        "Vehicle insurance": tr("Car insurance"),
        "Leisure": tr("Leisure"),
        "Other": tr("Other"),
        "Others": tr("Other"),
    }
