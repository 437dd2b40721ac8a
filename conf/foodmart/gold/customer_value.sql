WITH bought AS (
  SELECT
    customer_id,
    COUNT(DISTINCT sold_on) AS visits,
    MIN(sold_on) AS first_visit,
    MAX(sold_on) AS last_visit,
    SUM(unit_sales) AS unit_sales,
    SUM(store_sales) AS store_sales,
    SUM(store_cost) AS store_cost
  FROM silver.sales
  GROUP BY customer_id
)
SELECT
  customer.customer_id,
  customer.full_name,
  customer.country,
  customer.member_card,
  bought.visits,
  bought.first_visit,
  bought.last_visit,
  datediff(bought.last_visit, bought.first_visit) AS lifetime_days,
  bought.unit_sales,
  bought.store_sales,
  bought.store_sales - bought.store_cost AS profit
FROM bought
JOIN silver.customer AS customer ON customer.customer_id = bought.customer_id
