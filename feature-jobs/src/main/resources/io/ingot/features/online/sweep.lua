-- Takes one view's values out of one entity's hash, where a push of an earlier line wrote them, or
-- Feast itself.
-- KEYS[1] the entity's hash, ARGV[1] the view, [2] the line as the rank has it, [3] how many
-- characters a rank has, [4...] the fields of the view's features. Answers 1 if so.
local key, view, line = KEYS[1], ARGV[1], ARGV[2]
local held = redis.call('HGET', key, '_v:' .. view)
local take = {'_v:' .. view, '_ts:' .. view}
if not held then
  if redis.call('HEXISTS', key, '_ts:' .. view) == 0 then
    return 0
  end
  for i = 4, #ARGV do
    take[#take + 1] = ARGV[i]
  end
  redis.call('HDEL', key, unpack(take))
  return 1
end
if string.sub(held, 1, #line) >= line then
  return 0
end
for i = tonumber(ARGV[3]) + 1, #held, 4 do
  take[#take + 1] = string.sub(held, i, i + 3)
end
local wishes, latest = '', nil
for name, other in string.gmatch(redis.call('HGET', key, '_x') or '', '([^=;]+)=([^;]+)') do
  if name ~= view then
    wishes = wishes .. (wishes == '' and '' or ';') .. name .. '=' .. other
    if latest == nil or latest ~= '-' and (other == '-' or tonumber(other) > tonumber(latest)) then
      latest = other
    end
  end
end
redis.call('HDEL', key, unpack(take))
-- Nobody told how long values are wanted that Feast itself wrote into the hash.
local function is_shared()
  for _, field in ipairs(redis.call('HKEYS', key)) do
    local other = string.match(field, '^_ts:(.*)$')
    if other and redis.call('HEXISTS', key, '_v:' .. other) == 0 then
      return true
    end
  end
  return false
end
if latest == nil then
  redis.call('HDEL', key, '_x')
else
  redis.call('HSET', key, '_x', wishes)
end
-- The hash is gone by now where nothing is left in it.
if latest == nil or latest == '-' or is_shared() then
  redis.call('PERSIST', key)
else
  redis.call('PEXPIREAT', key, latest)
end
return 1
