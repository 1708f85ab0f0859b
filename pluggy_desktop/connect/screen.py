"""What a state of the flow looks like: (state, view so far) → view. Pure."""

from __future__ import annotations

from dataclasses import replace

from pluggy_desktop.connect import flow
from pluggy_desktop.connect.progress import ConnectView, Stage
from pluggy_desktop.domain.models import Item, Product, ProductProgress
from pluggy_desktop.i18n import tr

# Pluggy's progress words (without _IN_PROGRESS), to the line that is then being worked on.
_WORKING_ON = {
    "ACCOUNTS": Product.ACCOUNTS,
    "CREDITCARDS": Product.CARDS,
    "TRANSACTIONS": Product.TRANSACTIONS,
    "PAYMENT_DATA": Product.TRANSACTIONS,
    "INVESTMENTS": Product.INVESTMENTS,
    "INVESTMENTS_TRANSACTIONS": Product.INVESTMENTS,
    "INVESTMENT_TRANSACTIONS": Product.INVESTMENTS,
    "LOANS": Product.LOANS,
}


def view_of(state: flow.State, view: ConnectView) -> ConnectView:
    """The next picture; what earlier ones told (address, notices) stays."""
    plain = replace(view, question=None, action=None, wrong_answer=False, expires_at=None)
    match state:
        case flow.Waiting():
            return replace(plain, stage=Stage.CREATING)
        case flow.Authorising():
            return replace(plain, stage=Stage.AUTHORISE, expires_at=state.expires_at)
        case flow.Answering():
            return replace(
                plain,
                stage=Stage.QUESTION,
                question=state.parameter,
                wrong_answer=state.wrong,
                expires_at=state.parameter.expires_at,
            )
        case flow.Acting():
            expires_at = state.action.expires_at if state.action else None
            return replace(plain, stage=Stage.ACTION, action=state.action, expires_at=expires_at)
        case flow.Collecting():
            stage = Stage.APPROVAL if state.approval else Stage.COLLECTING
            return replace(plain, stage=stage, products=collecting(state.item))


def collecting(item: Item | None) -> tuple[ProductProgress, ...]:
    """The lines while Pluggy collects: what the bank sent, sends now, and will send."""
    word = item.execution_status.upper().removesuffix("_IN_PROGRESS") if item else ""
    now = _WORKING_ON.get(word)
    products = list(Product)
    reached = products.index(now) if now else -1
    return tuple(_line(product, n, reached) for n, product in enumerate(products))


def _line(product: Product, n: int, reached: int) -> ProductProgress:
    if n > reached:
        return ProductProgress(product=product, state="queued")
    note = tr("the bank is sending") if n == reached else tr("ready to fetch")
    return ProductProgress(product=product, state="running", note=note)
