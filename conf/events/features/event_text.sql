-- The sample's events carry no text of their own; these are the words that they are told with.
SELECT event_id, event_time, _extracted_at, concat_ws(' ', event_type, category, country) AS text
FROM silver.user_events
WHERE _deleted IS NOT TRUE
