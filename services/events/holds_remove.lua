-- ARGV: reservation. Returns 1, or 0 when there was no such hold.
return drop(ARGV[1]) and 1 or 0
