-- Puts one view's values of one entity, unless what is held is as new or newer.
-- KEYS[1] the entity's hash
-- ARGV[1] the view, [2] the rank as text, [3] the fields of its features, 4 bytes each,
-- [4] the bytes of its _ts, '-' where the entity has no values, [5] until when the values are
-- wanted in milliseconds since 1970, '-' for ever, [6...] the values in the order of the fields.
-- Answers 1 where it wrote, 0 where it left all as it was.
local key, view, rank, fields, since, wish = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local mark = '_v:' .. view
local held = redis.call('HGET', key, mark)
if held and string.sub(held, 1, #rank) >= rank then
  return 0
end

local write, take, named = {mark, rank .. fields}, {}, {}
for i = 1, #fields, 4 do
  local field = string.sub(fields, i, i + 3)
  named[field] = true
  write[#write + 1] = field
  write[#write + 1] = ARGV[6 + (i - 1) / 4]
end
-- Features that the view had when it was last written and has no more.
if held then
  for i = #rank + 1, #held, 4 do
    local field = string.sub(held, i, i + 3)
    if not named[field] then
      take[#take + 1] = field
    end
  end
end
if since == '-' then
  take[#take + 1] = '_ts:' .. view
else
  write[#write + 1] = '_ts:' .. view
  write[#write + 1] = since
end

-- Redis expires whole hashes, and this one is shared: it stays as long as any of its views wants.
local wishes, latest = view .. '=' .. wish, wish
for name, other in string.gmatch(redis.call('HGET', key, '_x') or '', '([^=;]+)=([^;]+)') do
  if name ~= view then
    wishes = wishes .. ';' .. name .. '=' .. other
    if latest ~= '-' and (other == '-' or tonumber(other) > tonumber(latest)) then
      latest = other
    end
  end
end
write[#write + 1] = '_x'
write[#write + 1] = wishes

redis.call('HSET', key, unpack(write))
if #take > 0 then
  redis.call('HDEL', key, unpack(take))
end
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
if latest == '-' or is_shared() then
  redis.call('PERSIST', key)
else
  redis.call('PEXPIREAT', key, latest)
end
return 1
