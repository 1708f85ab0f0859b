"""Categories and shops: the words that invented movements are made of."""

from __future__ import annotations

from dataclasses import dataclass

from pluggy_desktop.sandbox.answers import Json

_CATEGORIES: tuple[tuple[str, str, str], ...] = (
    ("01000000", "Income", "Renda"),
    ("01010000", "Salary", "Salário"),
    ("02000000", "Loans and financing", "Empréstimos e financiamento"),
    ("02030000", "Loans", "Empréstimos"),
    ("03000000", "Investments", "Investimentos"),
    ("03020000", "Fixed income", "Renda fixa"),
    ("03060000", "Proceeds interests and dividends", "Rendimentos e dividendos"),
    ("04000000", "Same person transfer", "Transferência mesma titularidade"),
    ("05000000", "Transfers", "Transferências"),
    ("05010000", "Transfer - Bank Slip", "Transferência - Boleto"),
    ("05070000", "Transfer - PIX", "Transferência - PIX"),
    ("05080000", "Transfer - TED", "Transferência - TED"),
    ("05100000", "Credit card payment", "Pagamento de cartão de crédito"),
    ("07000000", "Services", "Serviços"),
    ("07010000", "Telecommunications", "Telecomunicações"),
    ("07010001", "Internet", "Internet"),
    ("07010002", "Mobile", "Celular"),
    ("07020000", "Education", "Educação"),
    ("07030000", "Wellness and fitness", "Saúde e bem-estar"),
    ("08000000", "Shopping", "Compras"),
    ("08010000", "Online shopping", "Compras online"),
    ("08020000", "Electronics", "Eletrônicos"),
    ("08030000", "Pet supplies and vet", "Pet shops e veterinários"),
    ("08040000", "Clothing", "Vestuário"),
    ("09000000", "Digital services", "Serviços digitais"),
    ("09010000", "Gaming", "Jogos e videogames"),
    ("09020000", "Video streaming", "Streaming de vídeo"),
    ("09030000", "Music streaming", "Streaming de música"),
    ("10000000", "Groceries", "Supermercado"),
    ("11000000", "Food and drinks", "Alimentos e bebidas"),
    ("11010000", "Eating out", "Restaurantes, bares e lanchonetes"),
    ("11020000", "Food delivery", "Delivery de alimentos"),
    ("12000000", "Travel", "Viagens"),
    ("12010000", "Airport and airlines", "Aeroportos e cias. aéreas"),
    ("12020000", "Accomodation", "Hospedagem"),
    ("15000000", "Taxes", "Impostos"),
    ("15030000", "Tax on financial operations", "Imposto sobre operações financeiras"),
    ("16000000", "Bank fees", "Taxas bancárias"),
    ("16010000", "Account fees", "Taxas de conta corrente"),
    ("16030000", "Credit card fees", "Taxas de cartão de crédito"),
    ("16040000", "ATM withdrawal", "Saques"),
    ("17000000", "Housing", "Moradia"),
    ("17010000", "Rent", "Aluguel"),
    ("17020000", "Utilities", "Serviços de utilidade pública"),
    ("17020001", "Water", "Água"),
    ("17020002", "Electricity", "Eletricidade"),
    ("18000000", "Healthcare", "Saúde"),
    ("18020000", "Pharmacy", "Farmácia"),
    ("19000000", "Transportation", "Transporte"),
    ("19010000", "Taxi and ride-hailing", "Táxi e transporte privado urbano"),
    ("19020000", "Public transportation", "Transporte público"),
    ("19050000", "Automotive", "Serviços automotivos"),
    ("19050001", "Gas stations", "Postos de gasolina"),
    ("21000000", "Leisure", "Lazer"),
    ("21010000", "Tickets", "Bilhetes"),
    ("99999999", "Other", "Outros"),
)

_NAMES = {number: english for number, english, _ in _CATEGORIES}


@dataclass(frozen=True, slots=True)
class Merchant:
    """A shop: the name on the row, the registered name and number, and what it sells."""

    name: str
    business_name: str
    cnpj: str
    cnae: str
    category: str
    mcc: int
    low: int
    high: int

    def as_json(self) -> Json:
        """The shop as the API's `merchant` object."""
        return {
            "name": self.name,
            "businessName": self.business_name,
            "cnpj": self.cnpj,
            "cnae": self.cnae,
            "category": category_name(self.category),
        }


def _shop(
    name: str, number: int, cnae: str, category: str, mcc: int, low: int, high: int
) -> Merchant:
    return Merchant(
        name,
        f"{name.upper()} COMERCIO E SERVICOS LTDA",
        f"{number:08d}000100",
        cnae,
        category,
        mcc,
        low,
        high,
    )


SHOPS: tuple[Merchant, ...] = (
    _shop("Padaria Trigal", 90110001, "4721102", "11010000", 5462, 890, 3900),
    _shop("Mercado Boa Hora", 90110002, "4711302", "10000000", 5411, 2300, 42000),
    _shop("Hortifruti Manacá", 90110003, "4724500", "10000000", 5499, 1500, 12000),
    _shop("Restaurante Dona Zita", 90110004, "5611201", "11010000", 5812, 2890, 9800),
    _shop("Lanches do Porto", 90110005, "5611203", "11010000", 5814, 1590, 5200),
    _shop("Prato Feito Delivery", 90110006, "5620104", "11020000", 5812, 2490, 11900),
    _shop("Drogaria Quatro Folhas", 90110007, "4771701", "18020000", 5912, 990, 18900),
    _shop("Posto Serra Azul", 90110008, "4731800", "19050001", 5541, 8000, 28000),
    _shop("Vai Junto Corridas", 90110009, "4923002", "19010000", 4121, 790, 5400),
    _shop("Livraria Sabiá", 90110010, "4761001", "08000000", 5942, 2990, 18900),
    _shop("Pet da Praça", 90110011, "4789004", "08030000", 5995, 3900, 22000),
    _shop("Cine Mirante", 90110012, "5914600", "21010000", 7832, 2400, 9600),
    _shop("Academia Fôlego", 90110013, "9313100", "07030000", 7997, 8990, 12990),
    _shop("Roupas Algodão Cru", 90110014, "4781400", "08040000", 5651, 4990, 38900),
    _shop("Feira Online", 90110015, "4729699", "08010000", 5964, 1990, 29900),
)

INSTALMENT_SHOPS: tuple[Merchant, ...] = (
    _shop("Eletro Planalto", 90120001, "4753900", "08020000", 5732, 89900, 489900),
    _shop("Móveis Cumaru", 90120002, "4754701", "17000000", 5712, 69900, 359900),
    _shop("Aérea Asa Branca", 90120003, "5111100", "12010000", 4511, 58900, 298000),
    _shop("Ótica Clareza", 90120004, "4774100", "18000000", 8043, 39900, 169900),
    _shop("Loja Mar Aberto", 90120005, "4713004", "08010000", 5311, 24900, 149900),
)

SUBSCRIPTIONS: tuple[Merchant, ...] = (
    _shop("Tela Cheia Filmes", 90130001, "5911199", "09020000", 4899, 3990, 3990),
    _shop("Som Corrente", 90130002, "5920100", "09030000", 5815, 2190, 2190),
    _shop("Nuvem Guarda", 90130003, "6311900", "09000000", 5818, 1490, 1490),
)

FOREIGN_SHOPS: tuple[tuple[str, str, str, int], ...] = (
    ("PIXELFORGE SOFTWARE", "USD", "09000000", 5734),
    ("NORTHWIND HOSTEL LISBOA", "EUR", "12020000", 7011),
    ("CLOUDBERRY HOSTING", "USD", "09000000", 4816),
    ("BUENOS LIBROS SRL", "USD", "08000000", 5942),
)


def category_name(number: str) -> str:
    """The English name of a category, as rows carry it."""
    return _NAMES[number]


def categories() -> list[Json]:
    """All categories as `GET /categories` lists them."""
    rows: list[Json] = []
    for number, english, portuguese in _CATEGORIES:
        parent = _parent(number)
        rows.append(
            {
                "id": number,
                "description": english,
                "descriptionTranslated": portuguese,
                "parentId": parent,
                "parentDescription": None if parent is None else _NAMES[parent],
            }
        )
    return rows


def _parent(number: str) -> str | None:
    for candidate in (f"{number[:4]}0000", f"{number[:2]}000000"):
        if candidate != number and candidate in _NAMES:
            return candidate
    return None
