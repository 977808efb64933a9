-- ARGV: reservation, event, quantity, cents, ttl in ms. Returns seats held of
-- the event, these included.
redis.call('ZADD', expiry, now + tonumber(ARGV[5]), ARGV[1])
redis.call('HSET', detail, ARGV[1], ARGV[2] .. '|' .. ARGV[3] .. '|' .. ARGV[4])
return redis.call('HINCRBY', held, ARGV[2], ARGV[3])
