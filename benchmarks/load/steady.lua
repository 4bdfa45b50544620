-- Asks for the lines of a file in turn (a path, or "POST path body"), and tells at the end what came of it.
local lines, at = {}, 0
local head = { ["Accept-Language"] = "zh-CN", ["Accept-Encoding"] = "gzip" }
math.randomseed(os.time())

local function fresh_uuid()
  local r = math.random
  return string.format("%08x-%04x-4%03x-a%03x-%06x%06x", r(0, 2 ^ 31), r(0, 65535), r(0, 4095), r(0, 4095), r(0, 2 ^ 24 - 1), r(0, 2 ^ 24 - 1))
end

function init(args)
  for line in io.lines(args[1]) do lines[#lines + 1] = line end
  for name, value in (args[2] or ""):gmatch("([%w-]+): ([^\n]+)") do head[name] = value end
end

function request()
  at = at % #lines + 1
  local path, body = lines[at]:match("^POST (%S+) (.*)$")
  if not path then return wrk.format("GET", lines[at], head) end
  local once = fresh_uuid()
  head["Content-Type"] = body:sub(1, 1) == "{" and "application/json" or "application/x-www-form-urlencoded"
  head["Idempotency-Key"] = once
  return wrk.format("POST", path, head, (body:gsub("FRESH", once)))
end

function done(summary, latency)
  local bad = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %.3f, "p50": %.2f, "p95": %.2f, "p99": %.2f, "failed": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    latency:percentile(99) / 1000, bad.status + bad.connect + bad.read + bad.write + bad.timeout))
end
