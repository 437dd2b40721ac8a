#!/bin/sh
# A shop's orders, and a login that may read them and nothing else.
set -eu

psql -v ON_ERROR_STOP=1 -U postgres -d shop -v password="$INGOT_SHOP_PASSWORD" <<'SQL'
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  customer_id bigint NOT NULL,
  amount numeric(10, 2) NOT NULL,
  ordered_on date NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO orders (id, customer_id, amount, ordered_on, updated_at)
SELECT n, n % 100, 5 + n % 50, date '2026-01-01' + (n % 28)::int, timestamptz '2026-02-01 00:00Z'
FROM generate_series(1, 5000) AS n;
CREATE ROLE ingot LOGIN PASSWORD :'password';
GRANT SELECT ON orders TO ingot;
SQL
