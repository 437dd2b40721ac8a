SELECT
  date_format(sales.sold_on, 'yyyy-MM') AS sold_month,
  sales.sale_id,
  sales.sold_on,
  customer.customer_key,
  sales.product_id,
  sales.store_id,
  sales.promotion_id,
  sales.unit_sales,
  sales.store_sales,
  sales.store_cost
FROM silver.sales AS sales
LEFT JOIN gold.dim_customer AS customer
  ON customer.customer_id = sales.customer_id
  AND sales.sold_on >= customer.valid_from
  AND sales.sold_on < customer.valid_to
