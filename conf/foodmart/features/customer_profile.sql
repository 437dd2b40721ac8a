SELECT
  sales.customer_id,
  sales.sold_on,
  sales.store_id,
  sales.store_sales,
  sales.unit_sales,
  product.product_category,
  product.product_family
FROM silver.sales AS sales
JOIN silver.product AS product ON product.product_id = sales.product_id
