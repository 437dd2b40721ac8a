SELECT
  to_date(event_time) AS day,
  category,
  event_type,
  count(*) AS events,
  sum(amount) AS amount,
  count(DISTINCT user_id) AS users
FROM silver.events
GROUP BY to_date(event_time), category, event_type
