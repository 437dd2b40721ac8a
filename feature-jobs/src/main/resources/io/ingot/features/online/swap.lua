-- Leads readers to another name, where the one that they were led to is still the one expected.
-- KEYS[1] the key that tells the name, ARGV[1] the name where there is none, [2] the one that is
-- expected, [3] the new one. Answers 0 where another name is served.
if (redis.call('GET', KEYS[1]) or ARGV[1]) ~= ARGV[2] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[3])
return 1
