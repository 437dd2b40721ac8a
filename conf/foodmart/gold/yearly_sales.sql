SELECT
  year(sold_on) AS year,
  SUM(unit_sales) AS unit_sales,
  SUM(store_sales) AS store_sales,
  SUM(store_cost) AS store_cost,
  COUNT(*) AS sales_rows,
  COUNT(DISTINCT customer_id) AS customers
FROM silver.sales
GROUP BY year(sold_on)
