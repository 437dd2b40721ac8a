-- Plain Spark SQL: silver.sales is the table of this project, at the version that the run decided on.
SELECT
  date_format(sold_on, 'yyyy-MM') AS sold_month,
  sold_on,
  store_id,
  SUM(unit_sales) AS unit_sales,
  SUM(store_sales) AS store_sales,
  SUM(store_cost) AS store_cost,
  SUM(store_sales) - SUM(store_cost) AS profit,
  COUNT(*) AS sales_rows
FROM silver.sales
GROUP BY date_format(sold_on, 'yyyy-MM'), sold_on, store_id
