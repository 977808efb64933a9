-- ARGV: reservation, cents. Returns 1, or 0 when there is no such hold.
local event, quantity = fields(ARGV[1])
if not event then return 0 end
redis.call('HSET', detail, ARGV[1], event .. '|' .. quantity .. '|' .. ARGV[2])
return 1
