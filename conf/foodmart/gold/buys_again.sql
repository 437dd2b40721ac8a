-- For the first of each month: who bought in the 90 days before, and did they in the 30 days after?
WITH moments AS (
  SELECT explode(sequence(DATE '1997-04-01', DATE '1998-12-01', INTERVAL 1 MONTH)) AS as_of
)
SELECT
  sales.customer_id,
  moments.as_of,
  max(if(sales.sold_on >= moments.as_of, 1, 0)) AS bought_again
FROM silver.sales AS sales
JOIN moments
  ON sales.sold_on >= date_sub(moments.as_of, 90)
  AND sales.sold_on < date_add(moments.as_of, 30)
GROUP BY sales.customer_id, moments.as_of
HAVING min(sales.sold_on) < moments.as_of
