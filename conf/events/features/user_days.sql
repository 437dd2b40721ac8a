SELECT user_id, event_time, to_date(event_time) AS day, _extracted_at
FROM silver.user_events
WHERE _deleted IS NOT TRUE
