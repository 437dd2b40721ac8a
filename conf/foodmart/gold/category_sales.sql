-- The tables that a query names are its inputs: nothing else says that this one follows three others.
SELECT
  year(sales.sold_on) AS year,
  store.country,
  product.product_family,
  product.product_category,
  SUM(sales.unit_sales) AS unit_sales,
  SUM(sales.store_sales) AS store_sales,
  SUM(sales.store_cost) AS store_cost,
  COUNT(*) AS sales_rows
FROM silver.sales AS sales
JOIN silver.product AS product ON product.product_id = sales.product_id
JOIN silver.store AS store ON store.store_id = sales.store_id
GROUP BY year(sales.sold_on), store.country, product.product_family, product.product_category
