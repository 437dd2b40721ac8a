-- The key follows from the version alone, so it is the same however often the table is made.
SELECT
  customer_id,
  xxhash64(customer_id, _valid_from) AS customer_key,
  city,
  state_province,
  country,
  marital_status,
  gender,
  yearly_income,
  member_card,
  -- What was known first holds for all time before: FoodMart's sales are older than its database.
  CASE
    WHEN row_number() OVER (PARTITION BY customer_id ORDER BY _valid_from) = 1
      THEN TIMESTAMP'1900-01-01 00:00:00'
    ELSE _valid_from
  END AS valid_from,
  coalesce(_valid_to, TIMESTAMP'9999-12-31 00:00:00') AS valid_to,
  _current AS is_current
FROM silver.customer_history
