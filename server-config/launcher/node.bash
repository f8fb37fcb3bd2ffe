# shellcheck shell=bash
# Starting, deploying on and stopping the node's server. Sourced by `meshwork`.
# The server is known by its process, which names this node's own WildFly folder; nothing else is ever signalled.

http_status() { # PORT PATH: of a GET on 127.0.0.1, 000 if nobody answers
  local status=000
  # Bash's own TCP, because a bare machine has no curl.
  {
    exec 5<>"/dev/tcp/127.0.0.1/$1" && printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&5 && read -r -t 10 _ status _ <&5
    exec 5>&- 5<&-
  } 2>/dev/null || true
  printf '%s\n' "${status:-000}"
}

management_cli() { # COMMAND
  JAVA_OPTS="-Xmx128m -XX:TieredStopAtLevel=1" "$wildfly/bin/jboss-cli.sh" --connect --timeout=120000 \
    "--controller=127.0.0.1:$management_port" "--command=$1"
}

running_server() { server_process "$wildfly"; }

start_inputs() { # what a running server was started with; a change needs a restart
  cat "$checkout/server-config/standalone.conf"
  env | grep '^MESHWORK_' | grep -vE '^MESHWORK_(DB_|PG_|HTTP_PORT=|MANAGEMENT_PORT=|BIND=)' | sort
  printf '%s\n' "$http_port" "$management_port" "$bind_address"
}

check_ports() {
  local conflict
  ! running_server >/dev/null || return 0
  conflict=$(port_conflict MESHWORK_HTTP_PORT "$http_port") && die "$conflict"
  conflict=$(port_conflict MESHWORK_MANAGEMENT_PORT "$management_port") && die "$conflict"
  remember_ports
}

start_server() {
  local pid inputs tries
  inputs=$(start_inputs | sha256sum | cut -d' ' -f1)
  if running_server >/dev/null; then
    ! is_done started "$inputs" || { await_server; return; }
    say "the settings have changed: restarting the server"
    stop_server
  fi
  check_ports
  # A session of its own: Ctrl-C in this terminal does not reach it.
  (
    close_inherited
    cd "$home" && umask 027
    unset MESHWORK_DB_PASSWORD JAVA_OPTS
    export RUN_CONF="$checkout/server-config/standalone.conf" LAUNCH_JBOSS_IN_BACKGROUND=1 JBOSS_HOME=$wildfly
    exec setsid "$wildfly/bin/standalone.sh" -c standalone-full.xml -b "$bind_address" \
      "-Djboss.http.port=$http_port" "-Djboss.management.http.port=$management_port" \
      "-Djboss.bind.address.management=${MESHWORK_MANAGEMENT_BIND:-127.0.0.1}"
  ) </dev/null >"$logs/console.log" 2>&1 &
  for ((tries = 0; tries < 100; tries++)); do
    pid=$(running_server) && break
    sleep 0.1
  done
  [ -n "${pid:-}" ] || { tail -n 20 "$logs/console.log"; die "the server's process did not start"; }
  printf '%s %s\n' "$pid" "$(process_started "$pid")" >"$run/server.pid"
  mark_done started "$inputs"
  await_server
}

await_server() { # until it takes commands; what is deployed already may still be starting, or may have failed
  local tries
  for ((tries = 0; tries < 480; tries++)); do
    [ "$(http_status "$management_port" /health/started)" = 000 ] || return 0
    running_server >/dev/null || { tail -n 20 "$logs/console.log"; die "the server ended as it started; see $logs/console.log"; }
    sleep 0.25
  done
  die "the server did not start within two minutes; see $(server_log)"
}

server_log() { echo "$wildfly/standalone/log/server.log"; }

deploy() {
  local ear=$checkout/ear/target/meshwork.ear inputs from answer
  inputs=$(sha256sum "$ear" | cut -d' ' -f1)
  from=$(wc -c <"$(server_log)")
  if ! is_done deployed "$inputs" || [ "$(ready)" != 200 ]; then
    # A deployment that the server knows starts with it, and may be on its way.
    if is_done deployed "$inputs" && await_ready 30; then return 0; fi
    rm -f "$run/deployed"
    answer=$(management_cli "deploy --force \"$ear\"" 2>&1) || {
      explain "$from"
      printf '%s\n' "$answer"
      die "the deployment failed: $(reason "$from")"
    }
    mark_done deployed "$inputs"
  fi
  await_ready 120 || { explain "$from"; die "the node is deployed but not ready: $(reason "$from")"; }
}

ready() { http_status "$management_port" /health/ready; }
await_ready() { # SECONDS
  local tries
  for ((tries = 0; tries < $1 * 4; tries++)); do
    [ "$(ready)" != 200 ] || return 0
    running_server >/dev/null || return 1
    sleep 0.25
  done
  return 1
}

explain() { tail -c "+$(($1 + 1))" "$(server_log)" | grep -E ' (ERROR|FATAL) |^Caused by: ' | head -n 40; } # FROM: to the phase's log
reason() { # FROM: the innermost cause in the log since then
  local line
  line=$(tail -c "+$(($1 + 1))" "$(server_log)" | grep -E '^Caused by: ' | tail -n 1)
  [ -n "$line" ] || line=$(tail -c "+$(($1 + 1))" "$(server_log)" | grep -m1 -E ' (ERROR|FATAL) ')
  line=${line#Caused by: }
  printf '%s\n' "${line:-see $(server_log)}"
}

stop_server() {
  local pid tries
  pid=$(running_server) || { rm -f "$run/server.pid"; return 0; }
  kill -TERM "$pid" 2>/dev/null || die "the server, process $pid, belongs to another user: stop it as that user"
  for ((tries = 0; tries < 240; tries++)); do
    [ "$(running_server)" = "$pid" ] || { rm -f "$run/server.pid"; return 0; }
    sleep 0.25
  done
  say "the server did not stop within a minute: killing process $pid"
  kill -KILL "$pid"
  rm -f "$run/server.pid"
}
