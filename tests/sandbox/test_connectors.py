"""The list of institutions, its filters, their logos, and validation of parameters."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.client import CPF_OF, GOOD_CPF, Client, fetch


def names(standing: Client, query: str = "") -> set[int]:
    page = standing.get(f"/connectors{query}")
    assert page["total"] == len(page["results"])
    assert (page["page"], page["totalPages"]) == (1, 1)
    return {row["id"] for row in page["results"]}


def test_invented_institutions_are_listed_either_way(standing: Client) -> None:
    plain = names(standing, "?countries=BR&healthDetails=true")
    everything = names(standing, "?countries=BR&sandbox=true")
    assert len({number for number in plain if number >= 800}) >= 8
    assert 200 in plain
    assert everything - plain == {2}
    rows = standing.get("/connectors?sandbox=true")["results"]
    assert {row["id"] for row in rows if not row["oauth"]} == {2, 245}
    assert {row["health"]["status"] for row in rows} == {"ONLINE", "UNSTABLE", "OFFLINE"}
    assert {row["primaryColor"].startswith("#") for row in rows} == {True, False}
    assert any("ACCOUNT_STATEMENTS" in row["products"] for row in rows)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?types=BUSINESS_BANK", {808}),
        ("?types=INVESTMENT,PAYMENT_ACCOUNT", {806, 807}),
        ("?name=lito", {803}),
        ("?name=ZZZ", set()),
        ("?countries=AR", set()),
        ("?isOpenFinance=false", {200, 245}),
        ("?isOpenFinance=false&sandbox=true", {2, 200, 245}),
    ],
)
def test_filters(standing: Client, query: str, expected: set[int]) -> None:
    assert names(standing, query) == expected


def test_meu_pluggy_asks_for_nothing(standing: Client) -> None:
    row = standing.get("/connectors/200")
    assert (row["name"], row["credentials"], row["oauth"]) == ("MeuPluggy", [], True)
    assert row["isOpenFinance"] is False


def test_the_cpf_field_tells_the_test_numbers(standing: Client) -> None:
    (field,) = standing.get("/connectors/801")["credentials"]
    assert (field["name"], field["type"], field["label"]) == ("cpf", "number", "CPF")
    assert field["assistiveText"].index(GOOD_CPF) < min(
        field["assistiveText"].index(cpf) for cpf in CPF_OF.values() if cpf != GOOD_CPF
    )
    (company,) = standing.get("/connectors/808")["credentials"]
    assert company["name"] == "cnpj"


def test_health_details_come_only_when_asked_for(standing: Client) -> None:
    assert "details" not in standing.get("/connectors/804")["health"]
    health = standing.get("/connectors/804?healthDetails=true")["health"]
    assert health["status"] == "UNSTABLE"
    assert 0 < health["details"]["connectionRateLast6Hours"] < 1


@pytest.mark.parametrize("number", ["1", "abc", "-1", "9" * 30])
def test_unknown_connector(standing: Client, number: str) -> None:
    reply = standing.call("GET", f"/connectors/{number}")
    assert reply.status == 404
    assert reply.body["codeDescription"] == "CONNECTOR_NOT_FOUND"


def test_logos_come_from_the_sandbox_itself(standing: Client) -> None:
    for row in standing.get("/connectors?sandbox=true")["results"]:
        assert row["imageUrl"].startswith(standing.sandbox.url)
        logo = fetch(row["imageUrl"])
        assert logo.headers["Content-Type"] == "image/svg+xml"
        assert row["name"] in logo.body
    assert fetch(f"{standing.sandbox.url}/assets/connector-icons/1.svg").status == 404


@pytest.mark.parametrize(
    ("connector", "parameters", "wrong"),
    [
        (801, {"cpf": GOOD_CPF}, {}),
        (801, {"cpf": "76109277673"}, {}),
        (801, {}, {"cpf": "001"}),
        (801, {"cpf": "761.092.776-74"}, {"cpf": "002"}),
        (801, {"cpf": "111.111.111-11"}, {"cpf": "002"}),
        (801, {"cpf": "123"}, {"cpf": "002"}),
        (801, {"cpf": "٧٦١٠٩٢٧٧٦٧٣"}, {"cpf": "002"}),
        (808, {"cnpj": "11.222.333/0001-81"}, {}),
        (808, {"cnpj": "12.ABC.345/01DE-35"}, {}),
        (808, {"cnpj": "11.222.333/0001-82"}, {"cnpj": "002"}),
        (808, {"cpf": GOOD_CPF}, {"cnpj": "001"}),
        (245, {"user": "user-ok"}, {"password": "001"}),
        (200, {}, {}),
    ],
)
def test_validation(
    standing: Client, connector: int, parameters: dict[str, Any], wrong: dict[str, str]
) -> None:
    checked = standing.call("POST", f"/connectors/{connector}/validate", parameters)
    assert checked.status == 200
    assert {error["parameter"]: error["code"] for error in checked.body["errors"]} == wrong
    made = standing.call("POST", "/items", {"connectorId": connector, "parameters": parameters})
    if wrong:
        assert made.status == 400
        assert made.body["codeDescription"] == "CONNECTOR_VALIDATION_ERROR"
        assert made.body["details"] == checked.body["errors"]
    else:
        assert made.status == 200


def test_null_parameters_are_refused(standing: Client) -> None:
    for connector in (200, 801):
        body = {"connectorId": connector, "parameters": None}
        assert standing.call("POST", "/items", body).status == 400
