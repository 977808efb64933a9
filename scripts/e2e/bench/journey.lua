-- For wrk: customers who list, reserve and pay, in that order and equal parts.
-- A reservation is paid as soon as some connection is free.
local ids, next = {}, 0
local json = { ["Content-Type"] = "application/json" }

function request()
  next = next + 1
  if next % 3 == 1 then return wrk.format("GET", "/events") end
  if next % 3 == 0 and #ids > 0 then
    return wrk.format("POST", "/reserve/" .. table.remove(ids) .. "/pay")
  end
  return wrk.format("POST", "/events/6/reserve", json, '{"quantity":1}')
end

function response(status, headers, body)
  local id = string.match(body, '"reservation_id":"([^"]+)"')
  if id then ids[#ids + 1] = id end
end
