-- Lets one entity's hash under an earlier name expire.
-- KEYS[1] the entity's hash, ARGV[1] in how many milliseconds at the latest. Answers 1 if so, 0
-- where Ingot wrote none of it, or another writer some of it: only that one knows its end.
local key, grace = KEYS[1], tonumber(ARGV[1])
if redis.call('HEXISTS', key, '_x') == 0 then
  return 0
end
for _, field in ipairs(redis.call('HKEYS', key)) do
  local view = string.match(field, '^_ts:(.*)$')
  if view and redis.call('HEXISTS', key, '_v:' .. view) == 0 then
    return 0
  end
end
local left = redis.call('PTTL', key)
if left < 0 or left > grace then
  redis.call('PEXPIRE', key, grace)
end
return 1
