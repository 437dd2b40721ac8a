-- Begins a new line of pushes of a view: whatever earlier ones still write no longer counts.
-- KEYS[1] the marker. Answers the line.
-- The server's clock keeps a marker that was lost from giving a line a second time.
local time = redis.call('TIME')
local line = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local held = redis.call('HGET', KEYS[1], 'line')
if held and tonumber(held) >= line then
  line = tonumber(held) + 1
end
local text = string.format('%.0f', line)
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'line', text)
return text
