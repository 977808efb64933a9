-- Goes before every script about holds: names the keys, gives back the expired.
-- KEYS: 1 expiry (zset: reservation -> ms since 1970), 2 detail (hash:
-- reservation -> event|quantity|cents), 3 held (hash: event -> seats).
-- Time is the server's own, the same for every caller. Redis runs a script to
-- its end before anything else: the three keys never disagree.
local expiry, detail, held = KEYS[1], KEYS[2], KEYS[3]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function fields(id)
  local value = redis.call('HGET', detail, id)
  if not value then return nil end
  local event, quantity, cents = string.match(value, '^(%d+)|(%d+)|(%d+)$')
  return event, tonumber(quantity), tonumber(cents)
end

local function drop(id)
  local event, quantity = fields(id)
  redis.call('ZREM', expiry, id)
  if not event then return false end
  redis.call('HDEL', detail, id)
  -- A count that a person has made no number must not stop every script.
  local left = redis.pcall('HINCRBY', held, event, -quantity)
  if type(left) ~= 'number' or left <= 0 then
    redis.call('HDEL', held, event)
  end
  return true
end

while true do
  local dead = redis.call('ZRANGEBYSCORE', expiry, '-inf', now, 'LIMIT', 0, 500)
  if #dead == 0 then break end
  for _, id in ipairs(dead) do drop(id) end
end
