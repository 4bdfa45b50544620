# Sourced by start and stop: the program's processes, known by the pid files in var/pids/.

# Prints the pid of the named process if it runs and is this checkout's.
pid_of() {
  local pid
  pid=$(cat "var/pids/$1" 2>/dev/null) || return 1
  tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "$PWD/" && echo "$pid"
}

# launch NAME COMMAND…: in the background, in a session of its own, with its log in var/log/.
launch() {
  local name=$1
  shift
  pid_of "$name" >/dev/null && return
  mkdir -p var/pids var/log
  setsid "$@" >>"var/log/$name.log" 2>&1 </dev/null &
  echo $! >"var/pids/$name"
}

# end NAME: asks it to end, waits, and insists after 30 seconds.
end() {
  local pid
  pid=$(pid_of "$1") || { rm -f "var/pids/$1"; return 0; }
  kill -TERM "$pid" 2>/dev/null || true
  for _ in $(seq 300); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL -- "-$pid" 2>/dev/null || true
  rm -f "var/pids/$1"
}
