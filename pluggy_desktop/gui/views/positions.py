"""Investments and loans: what is there, what it cost or what is owed, in sortable tables."""

from __future__ import annotations

from collections.abc import Callable

from pluggy_desktop.gui import format as texts
from pluggy_desktop.gui.format import Formats
from pluggy_desktop.gui.models.positions import ColumnSpec
from pluggy_desktop.gui.views.pages import ScrollPage
from pluggy_desktop.gui.views.position_table import PositionTable, framed, summary
from pluggy_desktop.i18n import number, tr
from pluggy_desktop.store import InvestmentRow, LoanRow, Store


class InvestmentsPage(ScrollPage):
    """The investments of all connections."""

    def __init__(
        self, store: Store, formats: Formats, *, connect: Callable[[], object] | None
    ) -> None:
        super().__init__(tr("Investments"))
        self._store = store
        self._connect = connect
        self.formats = formats

    def refresh(self) -> None:
        """Read again."""
        rows = self._store.investments()
        if not rows:
            self.say_empty(
                "investments",
                tr("No investments yet"),
                tr("Investments that your banks share appear here: CDB, Tesouro, funds, shares."),
                self._connect,
            )
            return
        self.renew()
        figures = self.formats
        worth = sum(r.balance or 0 for r in rows if r.currency == "BRL")
        both = [r for r in rows if r.cost is not None and r.balance is not None]
        gain = sum((r.balance or 0) - (r.cost or 0) for r in both if r.currency == "BRL")
        self.heading(tr("Investments"))
        self.column.addWidget(
            summary(
                (tr("Position"), figures.amount(worth)),
                (tr("Yield so far"), figures.amount(gain, plus=True) if both else "—"),
            )
        )
        self.column.addWidget(framed(PositionTable(tr("Investments"), self._columns(), rows)))
        self.column.addStretch(1)

    def is_busy(self) -> bool:
        """Whether something asked for is still to come."""
        return False

    def stop(self) -> None:
        """Nothing runs."""

    def _columns(self) -> list[ColumnSpec[InvestmentRow]]:
        figures = self.formats
        return [
            ColumnSpec(name=tr("Name"), text=_name, order=_folded_name),
            ColumnSpec(name=tr("Kind"), text=_kind, order=_kind, width=130),
            ColumnSpec(name=tr("Institution"), text=_institution, order=_institution, width=140),
            ColumnSpec(name=tr("Rate"), text=_rate, order=_rate, width=150),
            ColumnSpec(name=tr("Matures"), text=_due, order=_due_on, width=110),
            ColumnSpec(
                name=tr("Cost"),
                text=lambda row: figures.cell(row.cost, row.currency),
                order=_cost,
                figure=True,
            ),
            ColumnSpec(
                name=tr("Position"),
                text=lambda row: figures.cell(row.balance, row.currency),
                order=_balance,
                figure=True,
            ),
        ]


class LoansPage(ScrollPage):
    """The loans of all connections."""

    def __init__(
        self, store: Store, formats: Formats, *, connect: Callable[[], object] | None
    ) -> None:
        super().__init__(tr("Loans"))
        self._store = store
        self._connect = connect
        self.formats = formats

    def refresh(self) -> None:
        """Read again."""
        rows = self._store.loans()
        if not rows:
            self.say_empty(
                "loans",
                tr("No loans"),
                tr("Loans and financing that your banks share appear here."),
                self._connect,
            )
            return
        self.renew()
        owed = sum(row.outstanding or 0 for row in rows if row.currency == "BRL")
        self.heading(tr("Loans"))
        self.column.addWidget(summary((tr("Still owed"), self.formats.amount(-owed))))
        self.column.addWidget(framed(PositionTable(tr("Loans"), self._columns(), rows)))
        self.column.addStretch(1)

    def is_busy(self) -> bool:
        """Whether something asked for is still to come."""
        return False

    def stop(self) -> None:
        """Nothing runs."""

    def _columns(self) -> list[ColumnSpec[LoanRow]]:
        figures = self.formats
        return [
            ColumnSpec(name=tr("Name"), text=_name, order=_folded_name),
            ColumnSpec(name=tr("Institution"), text=_institution, order=_institution, width=140),
            ColumnSpec(name=tr("Instalments paid"), text=_paid, order=_paid_count, width=140),
            ColumnSpec(name=tr("Next due"), text=_next_due, order=_next_due_on, width=110),
            ColumnSpec(name=tr("Ends"), text=_ends, order=_ends_on, width=110),
            ColumnSpec(
                name=tr("Contracted"),
                text=lambda row: figures.cell(row.contracted, row.currency),
                order=_contracted,
                figure=True,
            ),
            ColumnSpec(
                name=tr("Still owed"),
                text=lambda row: figures.cell(row.outstanding, row.currency),
                order=_outstanding,
                figure=True,
            ),
        ]


def _name(row: InvestmentRow | LoanRow) -> str:
    return row.name or tr("No name")


def _folded_name(row: InvestmentRow | LoanRow) -> str:
    return row.name.casefold()


def _institution(row: InvestmentRow | LoanRow) -> str:
    return row.institution


def _kind(row: InvestmentRow) -> str:
    names = {
        "CDB": "CDB",
        "LCI": "LCI",
        "LCA": "LCA",
        "CRI": "CRI",
        "CRA": "CRA",
        "TREASURY": tr("Tesouro Direto"),
        "DEBENTURES": tr("Debenture"),
        "STOCK": tr("Shares"),
        "ETF": "ETF",
        "REAL_ESTATE_FUND": tr("Real estate fund"),
        "RETIREMENT": tr("Pension plan"),
        "FIXED_INCOME": tr("Fixed income"),
        "MUTUAL_FUND": tr("Fund"),
        "EQUITY": tr("Shares"),
        "SECURITY": tr("Pension plan"),
        "COE": "COE",
    }
    return names.get(row.subtype) or names.get(row.kind) or tr("Other")


def _rate(row: InvestmentRow) -> str:
    return row.rate or "—"


def _due(row: InvestmentRow) -> str:
    return texts.date(row.due_on) if row.due_on else "—"


def _due_on(row: InvestmentRow) -> object:
    return row.due_on


def _cost(row: InvestmentRow) -> int | None:
    return row.cost


def _balance(row: InvestmentRow) -> int | None:
    return row.balance


def _paid(row: LoanRow) -> str:
    if row.installments_paid is None:
        return "—"
    if row.installments_total is None:
        return number(row.installments_paid)
    return tr("{n} of {total}", n=row.installments_paid, total=row.installments_total)


def _paid_count(row: LoanRow) -> int | None:
    return row.installments_paid


def _next_due(row: LoanRow) -> str:
    return texts.date(row.next_due_on) if row.next_due_on else "—"


def _next_due_on(row: LoanRow) -> object:
    return row.next_due_on


def _ends(row: LoanRow) -> str:
    return texts.date(row.ends_on) if row.ends_on else "—"


def _ends_on(row: LoanRow) -> object:
    return row.ends_on


def _contracted(row: LoanRow) -> int | None:
    return row.contracted


def _outstanding(row: LoanRow) -> int | None:
    return row.outstanding
