SELECT
  day,
  year(day) AS year,
  quarter(day) AS quarter,
  date_format(day, 'yyyy-MM') AS month,
  weekofyear(day) AS week,
  date_format(day, 'EEEE') AS weekday,
  dayofweek(day) IN (1, 7) AS is_weekend
FROM (SELECT explode(sequence(DATE'1997-01-01', DATE'1998-12-31')) AS day) AS days
