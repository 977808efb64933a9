-- ARGV: reservation, lease in ms. Makes the hold live at least that much longer.
-- Returns event, quantity, cents and the expiry it had before; nil if it is gone.
local event, quantity, cents = fields(ARGV[1])
if not event then return false end
local ends = tonumber(redis.call('ZSCORE', expiry, ARGV[1]))
redis.call('ZADD', expiry, math.max(ends, now + tonumber(ARGV[2])), ARGV[1])
return { tonumber(event), quantity, cents, ends }
