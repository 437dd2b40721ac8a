SELECT
  product_id,
  product_name,
  brand,
  product_subcategory,
  product_category,
  product_department,
  product_family,
  list_price
FROM silver.product
