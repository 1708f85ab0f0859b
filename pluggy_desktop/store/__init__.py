"""What is kept on this computer: an encrypted SQLite file. The only room that knows SQL."""

from pluggy_desktop.store.cipher import layout_problem, sqlite_version
from pluggy_desktop.store.records import (
    AccountRow,
    Attempt,
    BillRow,
    Column,
    Connection,
    InvestmentRow,
    LoanRow,
    MonthFlow,
    Saved,
    Totals,
    TransactionDetail,
    TransactionFilter,
    TransactionRow,
    TransactionSort,
)
from pluggy_desktop.store.reports import Reports
from pluggy_desktop.store.store import Store
from pluggy_desktop.store.transactions import TransactionReader

__all__ = [
    "AccountRow",
    "Attempt",
    "BillRow",
    "Column",
    "Connection",
    "InvestmentRow",
    "LoanRow",
    "MonthFlow",
    "Reports",
    "Saved",
    "Store",
    "Totals",
    "TransactionDetail",
    "TransactionFilter",
    "TransactionReader",
    "TransactionRow",
    "TransactionSort",
    "layout_problem",
    "sqlite_version",
]
