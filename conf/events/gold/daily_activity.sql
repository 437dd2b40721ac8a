SELECT
  date(event_time) AS event_date,
  event_type,
  count(*) AS events,
  count(DISTINCT user_id) AS users,
  sum(amount) AS amount
FROM silver.user_events
WHERE _deleted IS NOT TRUE
GROUP BY date(event_time), event_type
