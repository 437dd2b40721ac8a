-- Notes how far a view was pushed, by a push that ended well.
-- KEYS[1] the marker; ARGV[1] the line, [2] the table's version, [3] the push's moment in
-- microseconds, [4...] further fields and values. Answers 0 where a newer line has begun.
if redis.call('HGET', KEYS[1], 'line') ~= ARGV[1] then
  return 0
end
local version = tonumber(redis.call('HGET', KEYS[1], 'version') or '-1')
local now = tonumber(redis.call('HGET', KEYS[1], 'now') or '-1e18')
-- Of two pushes one is whole in itself; a mixture of both would pass over rows.
if tonumber(ARGV[2]) > version or tonumber(ARGV[2]) == version and tonumber(ARGV[3]) > now then
  local write = {'version', ARGV[2], 'now', ARGV[3]}
  for i = 4, #ARGV do
    write[#write + 1] = ARGV[i]
  end
  redis.call('HSET', KEYS[1], unpack(write))
end
return 1
