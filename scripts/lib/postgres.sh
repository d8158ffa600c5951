# A throw-away PostgreSQL for one run: own folder, own port, gone afterwards. Sourced.
# PostgreSQL refuses to run as root, so root lends the folder to the user `postgres` of Debian's package.

# The folder of the server's programs: Debian keeps them off PATH, one folder a version; the newest wins.
postgres_bin() {
  local found
  found=$(find /usr/lib/postgresql -path '*/bin/postgres' 2>/dev/null | sort -V | tail -n 1)
  [[ -n $found ]] || found=$(command -v postgres) || return 1
  dirname "$(readlink -f "$found")"
}

# Put before a command. setpriv becomes the command (a function or sudo would stand between), so that $! is
# the server itself and can be stopped by it.
as_postgres=()
((EUID != 0)) || as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups)

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# start_postgres FOLDER: makes a cluster in FOLDER/cluster and starts it. Sets postgres_url, whose user may
# create databases, and postgres_pid. Sorting is by code point, the same on every machine.
start_postgres() {
  local bin log=$1/cluster.log folder=$1/cluster password port
  bin=$(postgres_bin)
  password=$(python3 -c 'import secrets; print(secrets.token_hex(16))')
  mkdir -m 700 "$folder"
  echo "$password" >"$folder/password"
  if ((EUID == 0)); then
    chmod go+x "$1"
    chown -R postgres: "$folder"
  fi
  (cd "$folder" && "${as_postgres[@]}" "$bin/initdb" --pgdata=data --username=fyrklover --pwfile=password \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C >"$log" 2>&1) || { cat "$log"; return 1; }

  # Another program may take the port between asking for it and listening: ask again.
  for _ in 1 2 3; do
    port=$(free_port)
    postgres_url=postgres://fyrklover:$password@127.0.0.1:$port/postgres
    "${as_postgres[@]}" "$bin/postgres" -D "$folder/data" -c listen_addresses=127.0.0.1 -c port="$port" \
      -c unix_socket_directories="$folder" >"$log" 2>&1 &
    postgres_pid=$!
    if postgres_answers; then return 0; fi
    stop_postgres
  done
  cat "$log"
  return 1
}

# on_postgres URL ARGUMENT…: psql that stops at the first error and reads nobody's settings
on_postgres() {
  "$(postgres_bin)/psql" --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname="$@"
}

postgres_answers() {
  for _ in {1..300}; do
    kill -0 "$postgres_pid" 2>/dev/null || return 1
    if on_postgres "$postgres_url" --command='select' >/dev/null 2>&1; then return 0; fi
    sleep 0.1
  done
  return 1
}

# Stops the server that start_postgres started, and no other.
stop_postgres() {
  [[ -n ${postgres_pid:-} ]] || return 0
  # INT is PostgreSQL's fast shutdown: it cuts open sessions off
  kill -INT "$postgres_pid" 2>/dev/null || true
  wait "$postgres_pid" 2>/dev/null || true
  postgres_pid=
}
