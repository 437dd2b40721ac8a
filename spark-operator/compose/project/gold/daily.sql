SELECT ordered_on, sum(amount) AS amount, count(*) AS orders FROM silver.order GROUP BY ordered_on
