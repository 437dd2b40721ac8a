SELECT
  date_format(sold_on, 'yyyy-MM') AS sold_month,
  SUM(unit_sales) AS unit_sales,
  SUM(store_sales) AS store_sales,
  SUM(store_cost) AS store_cost,
  COUNT(*) AS sales_rows,
  COUNT(DISTINCT customer_id) AS customers
FROM silver.sales
GROUP BY date_format(sold_on, 'yyyy-MM')
