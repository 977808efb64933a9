-- Returns the number of live holds.
return redis.call('ZCARD', expiry)
