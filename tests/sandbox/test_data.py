"""What a connection shares over HTTP: keys, signs, dates, pages, filters, cursors."""

from __future__ import annotations

import base64
import re
import uuid
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from pluggy_desktop.sandbox import Sandbox, SandboxOptions
from tests.sandbox.client import Client

ROW_KEYS = {
    "id",
    "description",
    "descriptionRaw",
    "currencyCode",
    "amount",
    "amountInAccountCurrency",
    "date",
    "balance",
    "category",
    "categoryId",
    "accountId",
    "providerCode",
    "providerId",
    "status",
    "type",
    "operationType",
    "operationTypeAdditionalInfo",
    "paymentData",
    "creditCardMetadata",
    "merchant",
    "order",
    "createdAt",
    "updatedAt",
}
Connected = tuple[Client, str]
Rows = list[dict[str, Any]]


def rows_of(connected: Connected, subtype: str) -> tuple[dict[str, Any], Rows]:
    client, item_id = connected
    account = client.accounts(item_id)[subtype]
    return account, client.transactions(account["id"])


def test_accounts(connected: Connected) -> None:
    client, item_id = connected
    page = client.get(f"/accounts?itemId={item_id}")
    assert (page["page"], page["total"], page["totalPages"]) == (1, 3, 1)
    keys = {tuple(account) for account in page["results"]}
    assert len(keys) == 1
    bank, savings, card = page["results"]
    assert (bank["type"], savings["type"], card["type"]) == ("BANK", "BANK", "CREDIT")
    assert bank["creditData"] is None
    assert card["bankData"] is None
    assert {account["itemId"] for account in page["results"]} == {item_id}
    assert card["balance"] > 0  # the limit in use, positive as Open Finance reports it
    credit = card["creditData"]
    assert credit["creditLimit"] == pytest.approx(credit["availableCreditLimit"] + card["balance"])
    assert client.get(f"/accounts/{bank['id']}") == bank
    assert client.get(f"/accounts/{bank['id']}/balance")["balance"] == bank["balance"]
    only = client.get(f"/accounts?itemId={item_id}&type=CREDIT")["results"]
    assert [account["id"] for account in only] == [card["id"]]
    assert client.get(f"/accounts?itemId={item_id}&pageSize=2&page=2")["results"] == [card]


@pytest.mark.parametrize("subtype", ["CHECKING_ACCOUNT", "SAVINGS_ACCOUNT", "CREDIT_CARD"])
def test_every_row_has_every_key_and_no_empty_text(connected: Connected, subtype: str) -> None:
    account, rows = rows_of(connected, subtype)
    for row in rows:
        assert row.keys() == ROW_KEYS
        assert row["accountId"] == account["id"]
        assert "" not in row.values()
        metadata = row["creditCardMetadata"]
        if metadata is not None:
            assert None not in metadata.values()
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({row["providerId"] for row in rows}) == len(rows)


def test_signs(connected: Connected) -> None:
    for subtype, debit_sign in (
        ("CHECKING_ACCOUNT", -1),
        ("SAVINGS_ACCOUNT", -1),
        ("CREDIT_CARD", 1),
    ):
        _, rows = rows_of(connected, subtype)
        assert {row["type"] for row in rows} == {"DEBIT", "CREDIT"}
        for row in rows:
            sign = debit_sign if row["type"] == "DEBIT" else -debit_sign
            assert row["amount"] * sign > 0, row["description"]


def test_rows_are_ordered_by_date_descending(connected: Connected) -> None:
    for subtype in ("CHECKING_ACCOUNT", "SAVINGS_ACCOUNT", "CREDIT_CARD"):
        _, rows = rows_of(connected, subtype)
        dates = [row["date"] for row in rows]
        assert dates == sorted(dates, reverse=True)


def test_dates_are_mostly_sao_paulo_midnights_with_some_real_times(connected: Connected) -> None:
    _, rows = rows_of(connected, "CHECKING_ACCOUNT")
    times = Counter(row["date"][10:] for row in rows)
    assert times.most_common(1)[0][0] == "T03:00:00.000Z"
    assert len(times) > 100
    assert all(re.fullmatch(r"T\d\d:\d\d:\d\d\.\d{3}Z", time) for time in times)


def test_one_bank_sends_midnights_in_utc(client: Client) -> None:
    item = client.connect(803)
    for account in client.accounts(item["id"]).values():
        rows = client.transactions(account["id"])
        assert {row["date"][10:] for row in rows} == {"T00:00:00.000Z"}


def test_a_history_of_24_months_of_plausible_movements(connected: Connected) -> None:
    _, bank = rows_of(connected, "CHECKING_ACCOUNT")
    posted = [row for row in bank if row["status"] == "POSTED"]
    assert len({row["date"][:7] for row in posted}) in (24, 25)
    words = {row["operationType"] for row in bank}
    assert words >= {"PIX", "TED", "BOLETO", "TARIFA", "CARTAO", "SAQUE", "LANCAMENTO_FUTURO"}
    salaries = [row for row in posted if row["categoryId"] == "01010000"]
    assert len(salaries) >= 24
    assert all(3000 < row["amount"] < 20000 for row in salaries)
    pix = next(row for row in bank if row["operationType"] == "PIX" and row["amount"] < 0)
    payment = pix["paymentData"]
    assert payment["paymentMethod"] == "PIX"
    assert payment["payer"]["name"] != payment["receiver"]["name"]
    slip = next(row for row in bank if row["operationType"] == "BOLETO")
    assert slip["paymentData"]["boletoMetadata"]["digitableLine"]


def test_scheduled_payments_are_pending_and_ahead(connected: Connected) -> None:
    _, rows = rows_of(connected, "CHECKING_ACCOUNT")
    pending = [row for row in rows if row["status"] == "PENDING"]
    assert len(pending) == 2
    newest_posted = max(row["date"] for row in rows if row["status"] == "POSTED")
    assert all(row["date"] > newest_posted for row in pending)


def test_identical_purchases_of_one_day_are_two_rows(connected: Connected) -> None:
    for subtype in ("CHECKING_ACCOUNT", "CREDIT_CARD"):
        _, rows = rows_of(connected, subtype)
        same = Counter((row["date"], row["description"], row["amount"]) for row in rows)
        assert max(same.values()) == 2


def test_foreign_purchases_carry_both_amounts_and_a_separate_iof(connected: Connected) -> None:
    _, rows = rows_of(connected, "CREDIT_CARD")
    foreign = [row for row in rows if row["currencyCode"] != "BRL"]
    assert {row["currencyCode"] for row in foreign} == {"USD", "EUR"}
    for row in rows:
        assert (row["amountInAccountCurrency"] is not None) == (row in foreign)
    for row in foreign:
        assert row["amountInAccountCurrency"] > row["amount"]
        taxes = [
            other["amount"]
            for other in rows
            if other["categoryId"] == "15030000" and other["date"] == row["date"]
        ]
        expected = row["amountInAccountCurrency"] * 0.035
        assert any(abs(tax - expected) < 0.02 for tax in taxes)


def test_instalments_count_and_share_their_purchase(connected: Connected) -> None:
    _, rows = rows_of(connected, "CREDIT_CARD")
    instalments = [r for r in rows if "purchaseDate" in (r["creditCardMetadata"] or {})]
    assert len(instalments) > 20
    for row in instalments:
        about = row["creditCardMetadata"]
        assert 1 <= about["installmentNumber"] <= about["totalInstallments"]
        assert (
            f"{about['installmentNumber']:02d}/{about['totalInstallments']:02d}"
            in row["description"]
        )
        assert "totalAmount" not in about
        assert isinstance(about["payeeMCC"], int)
        assert row["date"] >= about["purchaseDate"]


def test_some_banks_post_all_instalments_ahead(client: Client) -> None:
    ahead = {}
    for connector in (801, 803):
        account = client.accounts(client.connect(connector)["id"])["CREDIT_CARD"]
        rows = client.transactions(account["id"])
        today = max(row["createdAt"][:10] for row in rows)
        ahead[connector] = [row for row in rows if row["date"][:10] > today]
    assert ahead[801] == []
    assert ahead[803]
    assert {row["status"] for row in ahead[803]} == {"PENDING"}


def test_bills_agree_with_their_rows(connected: Connected) -> None:
    client, _ = connected
    account, rows = rows_of(connected, "CREDIT_CARD")
    bills = client.get(f"/bills?accountId={account['id']}")["results"]
    assert 23 <= len(bills) <= 25
    by_bill: dict[str | None, Rows] = {}
    for row in rows:
        by_bill.setdefault(row["creditCardMetadata"].get("billId"), []).append(row)
    assert by_bill.keys() == {None} | {bill["id"] for bill in bills}
    for bill, older in zip(bills, [*bills[1:], None], strict=True):
        purchases = [row for row in by_bill[bill["id"]] if row["categoryId"] != "05100000"]
        total = sum(row["amountInAccountCurrency"] or row["amount"] for row in purchases)
        assert bill["totalAmount"] == pytest.approx(total, abs=0.005)
        if older is not None:  # what is paid while a bill is open settles the one before
            assert [payment["amount"] for payment in bill["payments"]] == [older["totalAmount"]]
        assert client.get(f"/bills/{bill['id']}") == bill
    assert {row["status"] for row in by_bill[None] if row["amount"] > 0} == {"PENDING"}
    assert {row["status"] for bill in bills for row in by_bill[bill["id"]]} == {"POSTED"}


def test_card_payments_leave_the_checking_account(connected: Connected) -> None:
    _, bank = rows_of(connected, "CHECKING_ACCOUNT")
    _, card = rows_of(connected, "CREDIT_CARD")
    paid = sorted((row["date"], -row["amount"]) for row in bank if row["categoryId"] == "05100000")
    received = sorted(
        (row["date"], -row["amount"]) for row in card if row["categoryId"] == "05100000"
    )
    assert len(paid) > 20
    assert [(day, -amount) for day, amount in paid] == [(day, -amount) for day, amount in received]


def test_transfers_between_own_accounts_have_two_sides(connected: Connected) -> None:
    _, checking = rows_of(connected, "CHECKING_ACCOUNT")
    _, savings = rows_of(connected, "SAVINGS_ACCOUNT")
    sides = [
        sorted(
            (row["date"], sign * row["amount"])
            for row in rows
            if row["categoryId"] == "04000000" and "POUPANCA" in row["description"] + words
        )
        for rows, sign, words in ((checking, -1, ""), (savings, 1, "POUPANCA"))
    ]
    assert sides[0] == sides[1]
    assert {amount > 0 for _, amount in sides[0]} == {True, False}


def test_banks_differ_in_decimals_and_forecasts(client: Client) -> None:
    item = client.connect(806)
    card = client.accounts(item["id"])["CREDIT_CARD"]
    bills = client.get(f"/bills?accountId={card['id']}")["results"]
    assert all(round(bill["totalAmount"], 2) != bill["totalAmount"] for bill in bills)
    assert (
        round(card["creditData"]["availableCreditLimit"], 2)
        != card["creditData"]["availableCreditLimit"]
    )
    item = client.connect(804)
    card = client.accounts(item["id"])["CREDIT_CARD"]
    rows = client.transactions(card["id"])
    assert {row["creditCardMetadata"]["billForecastDate"] for row in rows} == {"0001-01"}
    assert client.get(f"/bills?accountId={card['id']}")["results"][0]["billClosingDate"] is None


def test_pages_hold_500_and_the_cursor_is_the_last_row(connected: Connected) -> None:
    client, item_id = connected
    account = client.accounts(item_id)["CHECKING_ACCOUNT"]["id"]
    first = client.get(f"/v2/transactions?accountId={account}")
    assert len(first["results"]) == 500
    assert first.keys() == {"results", "next"}
    assert first["next"].startswith(f"?accountId={account}&after=")
    last = first["results"][-1]
    cursor = base64.b64encode(f"{last['date']}|{last['id']}".encode()).decode()
    by_hand = client.get(f"/v2/transactions?accountId={account}&after={cursor}")
    assert by_hand == client.get(f"/v2/transactions{first['next']}")
    assert 0 < len(by_hand["results"]) < 500
    assert by_hand["next"] is None


def test_a_cursor_whose_row_is_gone_goes_on_by_date(connected: Connected) -> None:
    client, item_id = connected
    account = client.accounts(item_id)["SAVINGS_ACCOUNT"]["id"]
    rows = client.transactions(account)
    cursor = base64.b64encode(f"{rows[9]['date']}|{uuid.uuid4()}".encode()).decode()
    left = client.get(f"/v2/transactions?accountId={account}&after={cursor}")["results"]
    assert left == [row for row in rows if row["date"] < rows[9]["date"]]


def test_filters(connected: Connected) -> None:
    client, item_id = connected
    account = client.accounts(item_id)["CHECKING_ACCOUNT"]["id"]
    rows = client.transactions(account)
    day = rows[400]["date"][:10]
    later = (date.fromisoformat(day) + timedelta(days=40)).isoformat()
    between = client.transactions(account, f"&dateFrom={day}&dateTo={later}")
    assert between == [row for row in rows if day <= row["date"][:10] <= later]
    assert 20 < len(between) < 500
    seen = rows[300]["createdAt"]
    late = client.transactions(account, f"&createdAtFrom={seen}")
    assert late == [row for row in rows if row["createdAt"] >= seen]
    ids = [rows[number]["id"] for number in (3, 700, 20)]
    some = client.transactions(account, f"&ids={','.join(ids)}&ids={uuid.uuid4()}")
    assert [row["id"] for row in some] == [ids[0], ids[2], ids[1]]
    assert client.get(f"/transactions/{ids[1]}") == some[2]
    assert client.transactions(account, "&dateFrom=2200-01-01") == []
    assert client.transactions(account, "&dateFrom=2026-01-02&dateTo=2026-01-01") == []


def test_filters_stay_in_next(connected: Connected) -> None:
    client, item_id = connected
    account = client.accounts(item_id)["CHECKING_ACCOUNT"]["id"]
    page = client.get(f"/v2/transactions?accountId={account}&dateFrom=2001-01-01")
    assert "&dateFrom=2001-01-01&" in page["next"]


@pytest.mark.parametrize("name", ["pageSize", "page", "limit", "from", "to", "billId", "itemId"])
def test_v2_refuses_what_it_does_not_know(connected: Connected, name: str) -> None:
    client, item_id = connected
    account = client.accounts(item_id)["CHECKING_ACCOUNT"]["id"]
    reply = client.call("GET", f"/v2/transactions?accountId={account}&{name}=1")
    assert (reply.status, reply.body) == (
        400,
        {"message": f"property {name} should not exist", "code": 400},
    )


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("&after=nonsense", "Invalid cursor"),
        ("&after=", "Invalid cursor"),
        ("&after=" + base64.b64encode(b"2026-01-01|x").decode(), "Invalid cursor"),
        (
            "&after=" + base64.b64encode(f"never|{uuid.uuid4()}".encode()).decode(),
            "Invalid cursor",
        ),
        ("&dateFrom=yesterday", "dateFrom must be a valid ISO 8601 date string"),
        ("&dateTo=2026-02-30", "dateTo must be a valid ISO 8601 date string"),
        (
            "&dateFrom=2026-01-01&createdAtFrom=2026-01-01",
            "createdAtFrom cannot be used together with dateFrom or dateTo",
        ),
        ("&ids=abc", "each value in ids must be a UUID"),
        ("&dateFrom=2026-01-01&dateFrom=2026-01-02", "dateFrom must be a single value"),
    ],
)
def test_v2_refuses_what_it_cannot_read(connected: Connected, more: str, message: str) -> None:
    client, item_id = connected
    account = client.accounts(item_id)["CHECKING_ACCOUNT"]["id"]
    reply = client.call("GET", f"/v2/transactions?accountId={account}{more}")
    assert (reply.status, reply.body) == (400, {"message": message, "code": 400})


def test_v2_takes_five_hundred_ids_at_most(connected: Connected) -> None:
    client, item_id = connected
    account = client.accounts(item_id)["CHECKING_ACCOUNT"]["id"]
    ids = ",".join(str(uuid.uuid4()) for _ in range(501))
    reply = client.call("GET", f"/v2/transactions?accountId={account}&ids={ids}")
    assert reply.status == 400
    assert reply.body["codeDescription"] == "IDS_PARAMETER_EXCEEDS_MAX_LENGTH"


def test_v1_is_gone(connected: Connected) -> None:
    client, _ = connected
    reply = client.call("GET", f"/transactions?accountId={uuid.uuid4()}")
    assert reply.status == 410
    assert reply.body["codeDescription"] == "ENDPOINT_DEPRECATED"
    assert reply.body["message"] == (
        "This endpoint is deprecated. Use GET /v2/transactions with cursor pagination instead."
    )
    assert str(uuid.UUID(reply.body["errorId"])) == reply.body["errorId"]


@pytest.mark.parametrize(
    "path",
    ["/accounts", "/investments", "/loans", "/consents", "/identity", "/bills", "/v2/transactions"],
)
def test_missing_and_malformed_ids(connected: Connected, path: str) -> None:
    client, _ = connected
    name = "accountId" if path in ("/bills", "/v2/transactions") else "itemId"
    missing = client.call("GET", path)
    assert missing.status == 400
    assert (
        missing.body["message"] == f"{name} should not be null or undefined,{name} must be a UUID"
    )
    assert client.call("GET", f"{path}?{name}=abc").status == 400
    assert client.call("GET", f"{path}?{name}={uuid.uuid4()}").status == 404


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("accounts", None),
        ("transactions", "TRANSACTION_NOT_FOUND"),
        ("bills", "CREDIT_CARD_BILL_NOT_FOUND"),
        ("investments", "INVESTMENT_NOT_FOUND"),
        ("loans", "LOAN_NOT_FOUND"),
        ("consents", "CONSENT_NOT_FOUND"),
        ("categories", "CATEGORY_NOT_FOUND"),
        ("identity", "IDENTITY_NOT_FOUND"),
    ],
)
def test_unknown_ids(connected: Connected, path: str, word: str | None) -> None:
    client, _ = connected
    for unknown in (str(uuid.uuid4()), "abc"):
        reply = client.call("GET", f"/{path}/{unknown}")
        assert (reply.status, reply.body.get("codeDescription")) == (404, word)


def test_investments_and_their_movements(connected: Connected) -> None:
    client, item_id = connected
    rows = client.get(f"/investments?itemId={item_id}")["results"]
    assert [row["subtype"] for row in rows] == ["CDB", "TREASURY", "MULTIMARKET_FUND"]
    cdb, treasury, fund = rows
    assert client.get(f"/investments/{fund['id']}") == fund
    assert client.get(f"/investments?itemId={item_id}&type=MUTUAL_FUND")["results"] == [fund]
    moves = client.get(f"/investments/{fund['id']}/transactions")["results"]
    assert {move["type"] for move in moves} == {"BUY", "SELL"}
    dates = [move["date"] for move in moves]
    assert dates == sorted(dates, reverse=True)
    held = sum(move["quantity"] * (1 if move["type"] == "BUY" else -1) for move in moves)
    assert fund["quantity"] == pytest.approx(held, abs=1e-4)
    assert fund["balance"] == pytest.approx(fund["quantity"] * fund["value"], abs=0.01)
    assert cdb["balance"] > cdb["amountOriginal"]
    assert treasury["quantity"] == 1.5


def test_a_loan_is_partly_paid(connected: Connected) -> None:
    client, item_id = connected
    (loan,) = client.get(f"/loans?itemId={item_id}")["results"]
    parts = loan["installments"]
    assert (
        parts["paidInstallments"] + parts["dueInstallments"] == parts["totalNumberOfInstallments"]
    )
    releases = loan["payments"]["releases"]
    assert len(releases) == parts["paidInstallments"]
    assert client.get(f"/loans/{loan['id']}") == loan
    _, rows = rows_of(connected, "CHECKING_ACCOUNT")
    shares = {row["date"]: -row["amount"] for row in rows if row["categoryId"] == "02030000"}
    for release in releases:
        assert shares[release["paidDate"]] == release["paidAmount"]


def test_consent_identity_and_categories(connected: Connected) -> None:
    client, item_id = connected
    (consent,) = client.get(f"/consents?itemId={item_id}")["results"]
    assert consent["itemId"] == item_id
    assert (consent["expiresAt"], consent["revokedAt"]) == (None, None)
    who = client.get(f"/identity?itemId={item_id}")
    assert client.get(f"/identity/{who['id']}") == who
    account = client.accounts(item_id)["CHECKING_ACCOUNT"]
    assert (who["fullName"], who["document"]) == (account["owner"], account["taxNumber"])
    categories = client.get("/categories")["results"]
    known = {row["id"]: row for row in categories}
    for row in categories:
        assert (
            row["parentId"] is None
            or known[row["parentId"]]["description"] == row["parentDescription"]
        )
    food = client.get("/categories?parentId=11000000")["results"]
    assert {row["id"] for row in food} == {"11010000", "11020000"}
    assert client.get("/categories/11010000") == known["11010000"]
    for subtype in ("CHECKING_ACCOUNT", "CREDIT_CARD"):
        _, rows = rows_of(connected, subtype)
        for row in rows:
            assert known[row["categoryId"]]["description"] == row["category"]


def test_page_parameters_are_checked(connected: Connected) -> None:
    client, item_id = connected
    for bad in ("page=0", "pageSize=501", "pageSize=x", "page=-1", "page=%C2%B2"):
        assert client.call("GET", f"/accounts?itemId={item_id}&{bad}").status == 400, bad


def test_a_million_rows_are_there_when_asked_for() -> None:
    with Sandbox(SandboxOptions(speed=1000, transactions=1_000_000)) as sandbox:
        client = Client(sandbox)
        accounts = client.accounts(client.connect()["id"])
        account = accounts["CHECKING_ACCOUNT"]["id"]
        assert len(client.transactions(accounts["SAVINGS_ACCOUNT"]["id"])) < 100
        pages, query = [], f"?accountId={account}"
        for _ in range(3):
            page = client.get(f"/v2/transactions{query}")
            pages.append(page["results"])
            query = page["next"]
        rows = [row for page in pages for row in page]
        assert len({row["id"] for row in rows}) == 1500
        dates = [row["date"] for row in rows]
        assert dates == sorted(dates, reverse=True)
        oldest = date.fromisoformat(dates[0][:10]) - timedelta(days=729)
        tail = client.transactions(account, f"&dateTo={oldest}")
        assert 500 < len(tail) < 3000
        assert {row["date"][:10] for row in tail} == {oldest.isoformat()}
        cursor = base64.b64encode(f"{tail[-1]['date']}|{tail[-1]['id']}".encode()).decode()
        end = client.get(f"/v2/transactions?accountId={account}&after={cursor}")
        assert end == {"results": [], "next": None}
        before = base64.b64encode(f"{tail[-3]['date']}|{tail[-3]['id']}".encode()).decode()
        last = client.get(f"/v2/transactions?accountId={account}&after={before}")
        assert last == {"results": tail[-2:], "next": None}
        foreign = base64.b64encode(f"{dates[0]}|{uuid.uuid4()}".encode()).decode()
        skipped = client.get(f"/v2/transactions?accountId={account}&after={foreign}")["results"]
        assert skipped[0]["date"] < dates[0]
