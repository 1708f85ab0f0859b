"""The tables, as the first version of the file has them. Later versions change them in schema.py.

Amounts are integers of the minor unit, days ordinals, instants microseconds (see codec.py).
"""

from __future__ import annotations

VERSION_1 = """
CREATE TABLE schema_history (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at TEXT NOT NULL
) STRICT;

CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE attempts (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    connector_id INTEGER NOT NULL,
    institution TEXT NOT NULL,
    color TEXT NOT NULL,
    state_token TEXT NOT NULL,
    item_id TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    authorize_url TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    deadline INTEGER,
    existing INTEGER NOT NULL
) STRICT;

CREATE TABLE connections (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    item_id TEXT NOT NULL UNIQUE,
    connector_id INTEGER NOT NULL,
    institution TEXT NOT NULL,
    color TEXT NOT NULL,
    image_url TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    detail TEXT NOT NULL,
    status TEXT NOT NULL,
    execution_status TEXT NOT NULL,
    error_code TEXT NOT NULL,
    results TEXT NOT NULL,
    last_synced_at INTEGER,
    next_auto_sync_at INTEGER,
    consent_expires_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE accounts (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    connection INTEGER NOT NULL REFERENCES connections (number) ON DELETE CASCADE,
    pluggy_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    bank_number TEXT NOT NULL,
    owner TEXT NOT NULL,
    currency TEXT NOT NULL,
    balance INTEGER,
    is_card INTEGER NOT NULL,
    card_brand TEXT NOT NULL,
    card_level TEXT NOT NULL,
    card_limit INTEGER,
    card_available INTEGER,
    card_minimum INTEGER,
    card_closes_on INTEGER,
    card_due_on INTEGER,
    updated_at INTEGER,
    position INTEGER NOT NULL,
    cursor TEXT NOT NULL DEFAULT '',
    data_until INTEGER,
    new_rows INTEGER NOT NULL DEFAULT 0,
    UNIQUE (connection, pluggy_id)
) STRICT;

-- key: day << 40 | the bank's order in the day << 24 | running number (codec.py); it is also the
-- row's number in the search index. pluggy_id and bill_id: 16 bytes for a UUID, else text.
-- shown_category: the person's, else the bank's; a column of its own since SQLite does not answer
-- from an index alone where a generated one is asked for. sort_text: the folded description where it has accents, else NULL.
CREATE TABLE transactions (
    key INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (number) ON DELETE CASCADE,
    pluggy_id ANY NOT NULL,
    fingerprint BLOB NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    pending INTEGER NOT NULL,
    category TEXT NOT NULL,
    own_category TEXT,
    shown_category TEXT NOT NULL,
    category_id TEXT NOT NULL,
    description TEXT NOT NULL,
    sort_text TEXT,
    counterparty TEXT NOT NULL,
    original_amount INTEGER,
    original_currency TEXT,
    installment_number INTEGER,
    installment_total INTEGER,
    bill_id ANY NOT NULL,
    description_raw TEXT NOT NULL,
    operation_type TEXT NOT NULL,
    purchase_date INTEGER,
    bill_forecast TEXT NOT NULL,
    card_number TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    bank_order INTEGER NOT NULL,
    created_at INTEGER,
    updated_at INTEGER,
    note TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '',
    UNIQUE (account, pluggy_id)
) STRICT;

-- Everything that sums and counts need, so that they never read the wide rows.
CREATE INDEX transactions_ledger
    ON transactions (account, key, amount, currency, pending, shown_category, category_id);
CREATE INDEX transactions_category ON transactions (shown_category, key);
CREATE INDEX transactions_pending ON transactions (key) WHERE pending = 1;

-- Texts are folded and split before they come here (words.py); nothing but the index is stored.
CREATE VIRTUAL TABLE search USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2'
);

CREATE TABLE bills (
    account INTEGER NOT NULL REFERENCES accounts (number) ON DELETE CASCADE,
    pluggy_id TEXT NOT NULL,
    due_on INTEGER NOT NULL,
    total INTEGER,
    currency TEXT NOT NULL,
    closed_on INTEGER,
    minimum INTEGER,
    paid INTEGER NOT NULL,
    PRIMARY KEY (account, pluggy_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE investments (
    connection INTEGER NOT NULL REFERENCES connections (number) ON DELETE CASCADE,
    pluggy_id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    subtype TEXT NOT NULL,
    currency TEXT NOT NULL,
    balance INTEGER,
    cost INTEGER,
    rate TEXT NOT NULL,
    due_on INTEGER,
    issuer TEXT NOT NULL,
    status TEXT NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (connection, pluggy_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE loans (
    connection INTEGER NOT NULL REFERENCES connections (number) ON DELETE CASCADE,
    pluggy_id TEXT NOT NULL,
    name TEXT NOT NULL,
    currency TEXT NOT NULL,
    contracted INTEGER,
    outstanding INTEGER,
    installments_paid INTEGER,
    installments_total INTEGER,
    next_due_on INTEGER,
    ends_on INTEGER,
    gone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (connection, pluggy_id)
) STRICT, WITHOUT ROWID;

-- Rows of an answer that could not be understood; identity is Pluggy's id, else a digest.
CREATE TABLE rejected (
    account INTEGER NOT NULL REFERENCES accounts (number) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    identity TEXT NOT NULL,
    reason TEXT NOT NULL,
    raw BLOB NOT NULL,
    PRIMARY KEY (account, kind, identity)
) STRICT, WITHOUT ROWID;
"""
