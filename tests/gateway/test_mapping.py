"""Pluggy's rows as the product's values: signs, currencies, dates, absence, and any nonsense."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pluggy_desktop.domain.models import (
    Account,
    AccountKind,
    Health,
    Installment,
    Item,
    SelectOption,
    Transaction,
    TransactionStatus,
)
from pluggy_desktop.errors import BadAnswer
from pluggy_desktop.gateway import decoding, mapping, mapping_items, wire
from pluggy_desktop.gateway.decoding import RowRefused

BANK = Account(
    pluggy_id="a658c848-e475-457b-8565-d1fffba127c4",
    item_id="i",
    kind=AccountKind.CHECKING,
    name="Conta",
)
CARD = Account(pluggy_id=BANK.pluggy_id, item_id="i", kind=AccountKind.CREDIT_CARD, name="Gold")

FOREIGN = {
    "id": "a8534c85-53ce-4f21-94d7-50e9d2ee4957",
    "description": "LOJA *EXEMPLO",
    "descriptionRaw": "LOJA *EXEMPLO 01/02",
    "currencyCode": "USD",
    "amount": 58.0,
    "amountInAccountCurrency": 298.19,
    "date": "2026-07-15T03:00:00.000Z",
    "balance": None,
    "category": "Food delivery",
    "categoryId": "11020000",
    "accountId": CARD.pluggy_id,
    "providerId": None,
    "status": "POSTED",
    "type": "DEBIT",
    "operationType": None,
    "paymentData": None,
    "creditCardMetadata": {
        "installmentNumber": 2,
        "totalInstallments": 10,
        "purchaseDate": "2026-06-14T03:00:00.000Z",
        "payeeMCC": 5812,
        "cardNumber": "0597",
        "billId": "abced929-edc4-408c-a959-d51f79ab1123",
        "billForecastDate": "2026-08",
    },
    "merchant": {"name": "Loja", "businessName": "LOJA EXEMPLO S.A."},
    "order": 3,
    "createdAt": "2026-07-16T02:26:11.123Z",
    "updatedAt": "2026-07-16T02:26:11.123Z",
}
PIX = {
    "id": "6ec156fe-e8ac-4d9a-a4b3-7770529ab01c",
    "description": "PIX ENVIADO MARIA",
    "currencyCode": "BRL",
    "amount": -150.0,
    "amountInAccountCurrency": None,
    "date": "2026-07-14T15:22:03.000Z",
    "status": "POSTED",
    "type": "DEBIT",
    "operationType": "PIX",
    "paymentData": {"payer": {"name": "JOAO"}, "receiver": {"name": "MARIA"}},
    "creditCardMetadata": None,
    "merchant": None,
}


def raw(row: object) -> msgspec.Raw:
    return msgspec.Raw(json.dumps(row).encode())


def read(row: object, of: Account = BANK) -> Transaction:
    return mapping.transaction(decoding.decode_row(raw(row), wire.Transaction), of=of)


def account_of(row: dict[str, object]) -> Account:
    return mapping.account(decoding.decode_row(raw(row), wire.Account), item_id="i")


def test_a_foreign_card_purchase_in_full() -> None:
    assert read(FOREIGN, CARD) == Transaction(
        pluggy_id="a8534c85-53ce-4f21-94d7-50e9d2ee4957",
        account_pluggy_id=CARD.pluggy_id,
        date=dt.date(2026, 7, 15),
        description="LOJA *EXEMPLO",
        amount=-29819,
        currency="BRL",
        status=TransactionStatus.POSTED,
        description_raw="LOJA *EXEMPLO 01/02",
        original_amount=-5800,
        original_currency="USD",
        category_id="11020000",
        category="Food delivery",
        counterparty="Loja",
        installment=Installment(number=2, total=10),
        purchase_date=dt.date(2026, 6, 14),
        bill_id="abced929-edc4-408c-a959-d51f79ab1123",
        bill_forecast="2026-08",
        card_number="0597",
        order=3,
        created_at=dt.datetime(2026, 7, 16, 2, 26, 11, 123000, tzinfo=dt.UTC),
        updated_at=dt.datetime(2026, 7, 16, 2, 26, 11, 123000, tzinfo=dt.UTC),
    )


@pytest.mark.parametrize(
    ("account", "kind", "amount", "signed"),
    [
        (BANK, "DEBIT", -150.0, -15000),
        (BANK, "DEBIT", 150.0, -15000),
        (BANK, "CREDIT", 150.0, 15000),
        (CARD, "DEBIT", 150.0, -15000),  # a purchase
        (CARD, "CREDIT", -150.0, 15000),  # a payment or refund
        (BANK, None, -150.0, -15000),
        (BANK, None, 150.0, 15000),
        (CARD, None, 150.0, -15000),
        (CARD, None, -150.0, 15000),
        (CARD, "NEW_WORD", 150.0, -15000),
        (BANK, "CREDIT", 0, 0),
    ],
)
def test_signs_are_as_a_person_reads_them(
    account: Account, kind: str | None, amount: float, signed: int
) -> None:
    assert read(PIX | {"type": kind, "amount": amount}, account).amount == signed


@pytest.mark.parametrize(
    ("kind", "name"), [("DEBIT", "MARIA"), ("CREDIT", "JOAO")], ids=["out", "in"]
)
def test_the_other_side_of_a_payment(kind: str, name: str) -> None:
    assert read(PIX | {"type": kind}).counterparty == name


def test_a_foreign_amount_without_its_value_in_reais_is_not_taken_for_reais() -> None:
    found = read(FOREIGN | {"amountInAccountCurrency": None}, CARD)
    assert (found.amount, found.currency) == (-5800, "USD")
    assert found.original_amount is None


def test_a_same_currency_row_has_no_original() -> None:
    found = read(PIX | {"amountInAccountCurrency": -150})
    assert (found.amount, found.currency, found.original_currency) == (-15000, "BRL", None)


def test_a_yen_has_no_cents() -> None:
    found = read(FOREIGN | {"currencyCode": "JPY", "amount": 5800}, CARD)
    assert (found.original_amount, found.amount) == (-5800, -29819)


def test_absent_and_null_are_alike() -> None:
    least = {"id": "1", "date": "2026-07-14T00:00:00.000Z", "amount": -1}
    nulls = dict.fromkeys(set(FOREIGN) - set(least))
    assert read(least) == read(nulls | least)
    found = read(least)
    assert (found.description, found.currency, found.date) == ("", "BRL", dt.date(2026, 7, 14))
    assert found.status is TransactionStatus.POSTED


@pytest.mark.parametrize(
    ("sent", "installment"),
    [
        ({"installmentNumber": 1, "totalInstallments": 1}, None),
        ({"installmentNumber": 3, "totalInstallments": 2}, None),
        ({"installmentNumber": 0, "totalInstallments": 2}, None),
        ({"installmentNumber": 2}, None),
        ({"installmentNumber": 2.0, "totalInstallments": "3"}, Installment(number=2, total=3)),
    ],
)
def test_installments(sent: dict[str, object], installment: Installment | None) -> None:
    assert read(PIX | {"creditCardMetadata": sent}, CARD).installment == installment


def test_sentinels_are_empty() -> None:
    metadata = {"billForecastDate": "0001-01", "purchaseDate": "0001-01-01T00:00:00Z"}
    found = read(PIX | {"creditCardMetadata": metadata}, CARD)
    assert (found.bill_forecast, found.purchase_date) == ("", None)


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        ({"id": None}, "id"),
        ({"id": 5}, "id"),
        ({"id": "a b"}, "id"),
        ({"id": "é"}, "id"),
        ({"id": "x" * 200}, "id"),
        ({"date": ""}, "date"),
        ({"date": "0001-01-01T00:00:00.000Z"}, "date"),
        ({"date": 1784041323}, "date"),
        ({"amount": None}, "amount"),
        ({"amount": "abc"}, "amount"),
        ({"amount": True}, "amount"),
        ({"amount": {}}, "amount"),
        ({"amount": 1e30}, "amount"),
        ({"amountInAccountCurrency": []}, "amountInAccountCurrency"),
        ({"amountInAccountCurrency": 1e30}, "amountInAccountCurrency"),
        ({"currencyCode": "reais"}, "currencyCode"),
        ({"currencyCode": 986}, "currencyCode"),
        ({"status": "CANCELLED"}, "status"),
        ({"status": 1}, "status"),
        ({"type": ["DEBIT"]}, "type"),
        ({"accountId": "another"}, "accountId"),
    ],
)
def test_wrong_essentials_refuse_the_row_alone(odd: dict[str, object], reason: str) -> None:
    rows = [raw(PIX), raw(PIX | odd), raw(FOREIGN | {"amountInAccountCurrency": None})]
    good, bad = mapping.rows(
        rows, wire.Transaction, "transaction", lambda sent: mapping.transaction(sent, of=BANK)
    )
    assert len(good) == 2
    assert [one.kind for one in bad] == ["transaction"]
    assert bad[0].reason.startswith(f"{reason}:")
    assert bad[0].raw == bytes(rows[1])


@pytest.mark.parametrize("name", ["id", "date", "amount", "currencyCode", "status", "accountId"])
def test_a_reason_never_holds_the_value(name: str) -> None:
    with pytest.raises(RowRefused) as caught:
        read(PIX | {name: "canary é 761.092.776-73"})
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    "odd",
    [
        {"merchant": {"name": 5}},
        {"merchant": "shop"},
        {"paymentData": []},
        {"creditCardMetadata": {"cardNumber": []}},
        {"order": "third"},
        {"order": 2**80},
        {"createdAt": 5},
        {"updatedAt": "yesterday"},
        {"category": {}},
        {"operationType": 7},
        {"unheardOf": {"deep": [1, 2, {}]}},
        {"balance": "?"},
    ],
)
def test_odd_fields_that_do_not_matter_do_not_cost_the_row(odd: dict[str, object]) -> None:
    found = read(PIX | odd)
    assert (found.amount, found.description) == (-15000, "PIX ENVIADO MARIA")


def test_numbers_meant_as_text_and_text_meant_as_numbers_are_read() -> None:
    found = read(
        PIX | {"amount": "-150.005", "providerId": 123, "creditCardMetadata": {"cardNumber": 597}}
    )
    assert (found.amount, found.provider_id, found.card_number) == (-15001, "123", "597")


def test_an_emoji_cut_in_two_costs_one_character() -> None:
    body = b'{"results":[{"id":"1","date":"2026-07-14","amount":1,"description":"oi \\ud83d \\ud83d\\ude00 \\\\ud83d"}]}'
    sent = decoding.decode_page(body)
    good, bad = mapping.rows(
        sent.results, wire.Transaction, "transaction", lambda row: mapping.transaction(row, of=BANK)
    )
    assert not bad
    assert good[0].description == "oi \ufffd 😀 \\ud83d"


def test_bank_texts_are_plain() -> None:
    nasty = "a\x00b\u202ec\n\td\u2066e\x9bf\ufeff  g\u200b" + "x" * 5000
    found = read(PIX | {"description": nasty})
    assert found.description.startswith("a bc de f gx")
    assert len(found.description) == 1000


def test_a_bank_account() -> None:
    found = account_of(
        {
            "id": BANK.pluggy_id,
            "type": "BANK",
            "subtype": "SAVINGS_ACCOUNT",
            "number": "0001/12345-0",
            "name": "Poupança",
            "marketingName": "GOLD\u202e Poupança",
            "balance": -1209.505,
            "itemId": "another",
            "owner": "Ana",
            "currencyCode": "BRL",
            "creditData": None,
        }
    )
    assert found == Account(
        pluggy_id=BANK.pluggy_id,
        item_id="i",
        kind=AccountKind.SAVINGS,
        name="GOLD Poupança",
        number="0001/12345-0",
        owner="Ana",
        balance=-120951,
    )


def test_a_card_owes_what_it_has_used() -> None:
    found = account_of(
        {
            "id": "c",
            "type": "CREDIT",
            "subtype": "CREDIT_CARD",
            "name": "gold",
            "marketingName": None,
            "number": 8670,
            "balance": 98.52,
            "creditData": {
                "level": "BLACK",
                "brand": "MASTERCARD",
                "balanceCloseDate": "",
                "balanceDueDate": "2026-07-15",
                "availableCreditLimit": 2001.4809,
                "minimumPayment": None,
                "creditLimit": None,
                "disaggregatedCreditLimits": [
                    {"creditLineLimitType": "OUTRO", "limitAmount": 1},
                    {"creditLineLimitType": "LIMITE_CREDITO_TOTAL", "limitAmount": 5450},
                ],
            },
        }
    )
    assert (found.name, found.number, found.balance) == ("gold", "8670", -9852)
    assert found.card is not None
    assert (found.card.limit, found.card.available) == (545000, 200148)
    assert (found.card.closes_on, found.card.due_on) == (None, dt.date(2026, 7, 15))


def test_a_bill() -> None:
    row = {
        "id": "b",
        "dueDate": "2023-07-20T00:00:00.000Z",
        "billClosingDate": None,
        "totalAmount": 307.8891,
        "totalAmountCurrencyCode": "BRL",
        "minimumPaymentAmount": 56.8,
        "payments": [{"amount": 100.0}, {"amount": None}, {"amount": 7.89}],
    }
    found = mapping.bill(decoding.decode_row(raw(row), wire.Bill), of=CARD)
    assert (found.total, found.minimum, found.paid) == (30789, 5680, 10789)
    assert (found.due_on, found.closed_on) == (dt.date(2023, 7, 20), None)
    without = {"id": "b", "dueDate": "2023-07-20T03:00:00.000Z"}
    assert mapping.bill(decoding.decode_row(raw(without), wire.Bill), of=CARD).total is None


@pytest.mark.parametrize(
    ("sent", "rate"),
    [
        ({"rate": 100, "rateType": "CDI"}, "100% CDI"),
        ({"fixedAnnualRate": 5.5, "rateType": "IPCA"}, "IPCA + 5.5%"),
        ({"rate": 100, "rateType": "IPCA", "fixedAnnualRate": 6}, "100% IPCA + 6%"),
        ({"fixedAnnualRate": 12.3456}, "12.3456%"),
        ({"rateType": "SELIC"}, "SELIC"),
        ({"rate": "x"}, ""),
        ({}, ""),
    ],
)
def test_rates_of_investments(sent: dict[str, object], rate: str) -> None:
    row = {"id": "x", "name": "CDB", "type": "FIXED_INCOME", "balance": 10, "amountOriginal": 9}
    found = mapping.investment(decoding.decode_row(raw(row | sent), wire.Investment), item_id="i")
    assert (found.rate, found.balance, found.cost, found.kind) == (rate, 1000, 900, "FIXED_INCOME")


def test_a_loan() -> None:
    row = {
        "id": "l",
        "productName": "Crédito pessoal",
        "contractAmount": 1000,
        "dueDate": "2028-01-15T00:00:00.000Z",
        "installments": {"paidInstallments": 3, "totalNumberOfInstallments": 24.0},
        "payments": {"contractOutstandingBalance": 812.345},
    }
    found = mapping.loan(decoding.decode_row(raw(row), wire.Loan), item_id="i")
    assert (found.contracted, found.outstanding) == (100000, 81235)
    assert (found.installments_paid, found.installments_total) == (3, 24)
    assert found.ends_on == dt.date(2028, 1, 15)


def item_of(**fields: object) -> Item:
    body = json.dumps({"id": "i-1"} | fields).encode()
    return mapping_items.item(decoding.decode_object(body, wire.Item))


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        (
            {"parameter": {"name": "oauthCode", "type": "oauth", "data": "https://b/x"}},
            "https://b/x",
        ),
        ({"parameter": {"name": "oauth_code", "type": "OAUTH", "data": "https://b"}}, "https://b"),
        ({"nextAuthStep": {"oauthRedirect": "https://g/1"}}, "https://g/1"),
        ({"redirectUrl": "https://g/2"}, "https://g/2"),
        ({"parameter": {"name": "token", "type": "string", "data": "https://no"}}, ""),
        ({"parameter": None}, ""),
    ],
)
def test_where_to_authorise(fields: dict[str, object], url: str) -> None:
    assert item_of(**fields).authorize_url == url


def test_an_item_in_any_words() -> None:
    found = item_of(
        connector={"id": 200, "name": "MeuPluggy", "products": ["ACCOUNT_STATEMENTS"]},
        status="SOMETHING_NEW",
        executionStatus=None,
        error={"code": "ACCOUNT_NEEDS_ACTION", "message": "x", "providerMessage": "Aceite"},
        userAction={"type": "qr", "attributes": {"qr": " 00020126 ", "n": 5}},
        statusDetail={
            "accounts": {"isUpdated": False, "warnings": [{"code": 423, "message": None}]},
            "creditCards": {"isUpdated": True, "lastUpdatedAt": "2026-09-21T12:02:10.595Z"},
            "investments": None,
        },
        nextAutoSyncAt="2026-09-22T12:02:10.595Z",
        consentExpiresAt="",
    )
    assert (found.connector_id, found.status, found.execution_status) == (200, "SOMETHING_NEW", "")
    assert (found.error_code, found.provider_message) == ("ACCOUNT_NEEDS_ACTION", "Aceite")
    assert found.user_action is not None
    assert found.user_action.attributes == {"qr": " 00020126 "}
    assert [(one.product, one.is_updated, one.warnings) for one in found.results] == [
        ("accounts", False, ("423",)),
        ("creditCards", True, ()),
    ]
    assert found.next_auto_sync_at is not None
    assert found.consent_expires_at is None


def test_an_item_is_never_lost_over_its_details() -> None:
    found = item_of(
        connector="?",
        status=5,
        parameter=[1],
        error="x",
        statusDetail={"accounts": {"isUpdated": []}},
    )
    assert found.id == "i-1"
    for body in (b"{}", b'{"id":5}', b"[]", b'{"id":"' + b"x" * 300 + b'"}'):
        with pytest.raises((BadAnswer, RowRefused)):
            mapping_items.item(decoding.decode_object(body, wire.Item))


def test_a_connector() -> None:
    row = {
        "id": 601,
        "name": "Banco",
        "type": "PERSONAL_BANK",
        "primaryColor": "EC7000",
        "imageUrl": "javascript:alert(1)",
        "oauth": True,
        "health": {"status": "DEGRADED", "stage": None},
        "products": ["ACCOUNTS", "SOMETHING_NEW"],
        "credentials": [
            {"name": "cpf", "label": "CPF", "type": "ethaddress", "validation": "^\\d+$"},
            {"name": "bank", "type": "select", "options": [{"value": 1, "label": "Um"}, {}]},
            {"label": "nameless"},
        ],
    }
    found = mapping_items.connector(decoding.decode_row(raw(row), wire.Connector))
    assert (found.color, found.image_url, found.health) == ("#EC7000", "", Health.UNSTABLE)
    assert [field.name for field in found.credentials] == ["cpf", "bank"]
    assert found.credentials[1].options == (SelectOption(value="1", label="Um"),)
    assert found.products == ("ACCOUNTS", "SOMETHING_NEW")


@pytest.mark.parametrize(
    ("sent", "color"),
    [
        ("#ef294b", "#ef294b"),
        ("ef294b", "#ef294b"),
        ("red", "#5A6470"),
        (None, "#5A6470"),
        (5, "#5A6470"),
    ],
)
def test_colours_with_and_without_their_mark(sent: object, color: str) -> None:
    row = {"id": 1, "name": "B", "primaryColor": sent}
    assert mapping_items.connector(decoding.decode_row(raw(row), wire.Connector)).color == color


# Any JSON at all in the places of the schema's keys.
_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(), max_size=8)
    | st.sampled_from(
        ["2026-07-14T03:00:00.000Z", "2026-07-14", "DEBIT", "PENDING", "BRL", "1e999"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "amount", "code", "isUpdated", "id", "value", "billId"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
_MODELS: list[tuple[type[wire.Record], Any]] = [
    (wire.Account, lambda sent: mapping.account(sent, item_id="i")),
    (wire.Transaction, lambda sent: mapping.transaction(sent, of=BANK)),
    (wire.Transaction, lambda sent: mapping.transaction(sent, of=CARD)),
    (wire.Bill, lambda sent: mapping.bill(sent, of=CARD)),
    (wire.Investment, lambda sent: mapping.investment(sent, item_id="i")),
    (wire.Loan, lambda sent: mapping.loan(sent, item_id="i")),
    (wire.Consent, mapping.consent),
    (wire.Connector, mapping_items.connector),
    (wire.Item, mapping_items.item),
]


@settings(max_examples=150)
@given(st.data())
@pytest.mark.parametrize(("model", "to_row"), _MODELS)
def test_any_row_ends_as_a_value_or_a_rejected(
    model: type[wire.Record], to_row: Any, data: st.DataObject
) -> None:
    names = [field.encode_name for field in msgspec.structs.fields(model)]
    good_start = {
        "id": "x",
        "name": "n",
        "date": "2026-07-14",
        "amount": 1,
        "dueDate": "2026-07-14",
    }
    row: dict[str, object] = dict(
        data.draw(st.dictionaries(st.sampled_from(names), _values, max_size=8))
    )
    if data.draw(st.booleans()):
        row = {name: value for name, value in good_start.items() if name in names} | row
    body = json.dumps({"results": [row]}).encode()
    sent = decoding.decode_page(body)
    good, bad = mapping.rows(sent.results, model, "row", to_row)
    assert len(good) + len(bad) == 1
    assert all(one.reason and one.raw for one in bad)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_page_or_a_bad_answer(body: bytes) -> None:
    for data in (body, b'{"results":[' + body + b"]}"):
        try:
            sent = decoding.decode_page(data)
        except BadAnswer:
            continue
        mapping.rows(sent.results, wire.Consent, "consent", mapping.consent)
