# shellcheck shell=bash
# Starting, deploying on and stopping the node's server. Sourced by `meshwork`.
# The server is known by its process, which names this node's own WildFly folder; nothing else is ever signalled.

http_status() { # HOST PORT PATH: of a GET, 000 if nobody answers
  local status=000
  # Bash's own TCP, because a bare machine has no curl.
  {
    exec 5<>"/dev/tcp/$1/$2" && printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$3" >&5 && read -r -t 10 _ status _ <&5
    exec 5>&- 5<&-
  } 2>/dev/null || true
  printf '%s\n' "${status:-000}"
}

http_body() { # HOST PORT PATH [HEADER]: of the answer to a GET, if that is 200
  local status line
  {
    exec 5<>"/dev/tcp/$1/$2" && printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n%s\r\n' "$3" "${4:+$4$'\r\n'}" >&5 || return 1
    read -r -t 10 _ status _ <&5 || true
    while read -r -t 10 line <&5 && [ "$line" != $'\r' ]; do :; done
    [ "${status:-}" != 200 ] || timeout 10 cat <&5
    exec 5>&- 5<&-
  } 2>/dev/null
  [ "${status:-}" = 200 ]
}

running_server() { server_process "$wildfly"; }

start_inputs() { # what a running server was started with; a change needs a restart
  cat "$checkout/server-config/standalone.conf"
  env | grep '^MESHWORK_' | grep -vE '^MESHWORK_(DB_|PG_|HTTP_PORT=|MANAGEMENT_PORT=|MESH_PORT=|BIND=|MESH_BIND=|SERVER=|USER=|PASSWORD_FILE=)' | sort
  printf '%s\n' "$http_port" "$management_port" "$bind_address" "$(mesh_listen)"
}

own_port() { # PORT
  local pid
  pid=$(running_server) && listens "$pid" "$1"
}

check_ports() { # before anything is stopped: a node with new settings that can't start would be one that ran before
  local conflict
  conflict=$(port_conflict MESHWORK_HTTP_PORT "$http_port") && die "$conflict"
  conflict=$(port_conflict MESHWORK_MANAGEMENT_PORT "$management_port") && die "$conflict"
  [ -n "${MESHWORK_MESH_LISTEN_ADDRESSES:-}" ] || ! conflict=$(port_conflict MESHWORK_MESH_PORT "$mesh_port") || die "$conflict"
  remember_ports
}

# Names this server's transactions in the object store; must be its own where several servers share resources, and stay the same.
node_identifier() { printf '%s' "$(uname -n):$home" | sha256sum | cut -c1-16; }

start_server() {
  local pid inputs tries
  rm -f "$run/starting"
  join_mesh
  inputs=$(start_inputs | sha256sum | cut -d' ' -f1)
  if running_server >/dev/null; then
    ! is_done started "$inputs" || { await_server; return; }
    say "the settings have changed: restarting the server"
    stop_server
  fi
  check_ports
  log_size >"$run/starting"
  stage_ear # before the boot: the server must not first start an older EAR on this database
  # A session of its own: Ctrl-C in this terminal does not reach it.
  (
    close_inherited
    cd "$home" && umask 027
    # The database's, whose password is in a credential store; meshctl's; standalone.sh's.
    unset "${!MESHWORK_DB_@}" MESHWORK_SERVER MESHWORK_USER MESHWORK_PASSWORD_FILE JAVA JAVA_OPTS
    export RUN_CONF="$checkout/server-config/standalone.conf" LAUNCH_JBOSS_IN_BACKGROUND=1 JBOSS_HOME=$wildfly
    # Of the console the start counts, and what the JVM says then; all the rest is in the server's log, too.
    # shellcheck disable=SC2016 # expanded by the inner shell
    exec setsid sh -c '"$@" 2>&1 | { stdbuf -o0 head -c 4194304; exec cat >/dev/null; }' sh \
      "$wildfly/bin/standalone.sh" -c standalone-full.xml -b "$bind_address" \
      "-Djboss.http.port=$http_port" "-Djboss.management.http.port=$management_port" \
      "-Djboss.tx.node.id=$(node_identifier)" "-Djboss.bind.address.management=$management_bind" \
      "-Dmeshwork.mesh.listen-addresses=$(mesh_listen)"
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

# Until the boot is over, with whatever was deployed before. Asking the health page instead would log a warning each time.
await_server() {
  local tries
  for ((tries = 0; tries < 720; tries++)); do
    ! grep -q 'WFLYSRV002[56]' "$logs/console.log" || return 0 # "started", or "started with errors"
    running_server >/dev/null || { tail -n 20 "$logs/console.log"; die "the server ended as it started; see $logs/console.log"; }
    sleep 0.25
  done
  die "the server did not start within three minutes; see $(server_log)"
}

server_log() { echo "$wildfly/standalone/log/server.log"; }
log_size() { wc -c <"$(server_log)" 2>/dev/null || echo 0; }

# The EAR goes into the folder that the server scans; the server answers with marker files beside it.
deployed_ear() { echo "$wildfly/standalone/deployments/meshwork.ear"; }
ear_inputs() { sha256sum "$checkout/ear/target/meshwork.ear" | cut -d' ' -f1; }
stage_ear() {
  local ear inputs
  ear=$(deployed_ear) inputs=$(ear_inputs)
  if is_done staged "$inputs" && [ -f "$ear" ] && [ -f "$ear.deployed" ]; then return 0; fi
  rm -f "$run/staged"
  cp "$checkout/ear/target/meshwork.ear" "$run/meshwork.ear" && mv -f "$run/meshwork.ear" "$ear" || die "the EAR could not be copied to $ear"
  rm -f "$ear".{failed,deployed,undeployed,pending}
  : >"$ear.dodeploy"
  mark_done staged "$inputs"
}

deploy() {
  local ear tries log_from
  ear=$(deployed_ear)
  if [ -f "$run/starting" ]; then # with it, from here in the log
    log_from=$(<"$run/starting")
  else
    log_from=$(log_size)
    stage_ear
  fi
  for ((tries = 0; tries < 720; tries++)); do
    [ ! -f "$ear.failed" ] || { explain "$log_from"; cat "$ear.failed"; die "the deployment failed: $(reason "$log_from")"; }
    [ ! -f "$ear.deployed" ] || break
    running_server >/dev/null || die "the server ended; see $(server_log)"
    sleep 0.25
  done
  await_ready 120 || { explain "$log_from"; die "the node is deployed but not ready: $(reason "$log_from")"; }
}

# An empty server is ready, too; only the node has a page.
ready() {
  local status
  status=$(http_status "$management_host" "$management_port" /health/ready)
  [ "$status" != 200 ] || status=$(http_status "$(reachable "$bind_address")" "$http_port" /)
  echo "$status"
}
await_ready() { # SECONDS
  local tries
  for ((tries = 0; tries < $1; tries++)); do
    [ "$(ready)" != 200 ] || return 0
    running_server >/dev/null || return 1
    sleep 1
  done
  return 1
}

explain() { tail -c "+$(($1 + 1))" "$(server_log)" | grep -E ' (ERROR|FATAL) |^Caused by: ' | head -n 40; } # FROM: to the phase's log
reason() { # FROM: why, by the log since then; what the application says itself is meant for people, and comes first
  local since line
  since=$(tail -c "+$(($1 + 1))" "$(server_log)")
  line=$(grep -E '^ *Caused by: org\.meshwork\.' <<<"$since" | tail -n 1) || line=$(grep -E '^ *Caused by: ' <<<"$since" | tail -n 1) ||
    line=$(grep -m1 -E ' (ERROR|FATAL) ' <<<"$since") || line="see $(server_log)"
  printf '%s\n' "${line#*Caused by: }"
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
