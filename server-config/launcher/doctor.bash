# shellcheck shell=bash
# `./meshwork doctor`: what is missing, and what to do. Changes nothing. Sourced by `meshwork`.

findings=0 doctor_json=()

found() { # LEVEL(ok|warning|blocks) WHAT SAYING
  [ "$1" != blocks ] || findings=$((findings + 1))
  doctor_json+=("{\"check\":$(json_string "$2"),\"level\":\"$1\",\"detail\":$(json_string "$3")}")
  [ -n "$json" ] || printf '%-8s %-12s %s\n' "$1" "$2" "$3"
}

doctor_tools() {
  local version
  if version=$(why_no_jdk); then
    found blocks java "$version"
    return 0 # Maven does not answer without it
  fi
  found ok java "JDK $(java_version)${JAVA_HOME:+ in JAVA_HOME=$JAVA_HOME}"
  version=$(maven_version || true)
  if [ -z "$version" ]; then found blocks maven "no mvn on the PATH: apt-get install maven"
  elif ! version_at_least "$version" 3.8; then found blocks maven "Maven $version is too old, 3.8 or newer is needed"
  else found ok maven "Maven $version"; fi
  if command -v git >/dev/null; then found ok git "$(git --version)"; else found warning git "no git: fine to run, needed to change: apt-get install git"; fi
}

doctor_machine() {
  local free needed folder=$home memory port name conflict
  while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
  free=$(free_megabytes "$folder")
  if [ ! -w "$folder" ]; then found blocks disk "$folder is not writable for $(id -un): set MESHWORK_HOME"
  elif needed=$(needed_megabytes) && [ "$free" -lt "$needed" ]; then found blocks disk "$free MB are free in $folder, $needed are needed: make room, or set MESHWORK_HOME"
  else found ok disk "$free MB free in $folder"; fi
  memory=$(awk '/^MemAvailable/ { print int($2 / 1024) }' /proc/meminfo)
  if [ "$memory" -lt 1500 ] && ! running_server >/dev/null; then found warning memory "$memory MB are available; a node wants 1500"
  else found ok memory "$memory MB available"; fi
  for name in HTTP MANAGEMENT; do
    if [ $name = HTTP ]; then port=$http_port; else port=$management_port; fi
    if running_server >/dev/null; then found ok "port $port" "the node's own"
    elif conflict=$(port_conflict "MESHWORK_${name}_PORT" "$port"); then found blocks "port $port" "$conflict"
    else found ok "port $port" free; fi
  done
}

doctor_settings() {
  if settings_open; then found warning settings "$home/settings holds a secret and can be read by others: chmod 600 $home/settings"; fi
}

doctor_apt() {
  local missing
  if external_database || [ -n "${MESHWORK_PG_BIN:-}" ] || "$checkout/db/provision/postgres" programs >/dev/null 2>&1; then return 0; fi
  if ! command -v apt-get >/dev/null; then
    found blocks packages "no apt-get, so PostgreSQL cannot be provisioned: set MESHWORK_DB_URL, or MESHWORK_PG_BIN"
    return 0
  fi
  mapfile -t missing < <(missing_commands gcc=gcc make=make dpkg-source=dpkg-dev)
  if [ ${#missing[@]} = 0 ]; then found ok packages "what building pgvector takes is installed"
  elif [ "$(id -u)" = 0 ]; then found ok packages "will install with apt-get where the distribution has no pgvector: ${missing[*]}"
  elif command -v sudo >/dev/null; then found warning packages "will ask sudo to install, where the distribution has no pgvector: ${missing[*]}"
  else found blocks packages "as root run: apt-get install --no-install-recommends ${missing[*]} libc6-dev"; fi
}

doctor_database() {
  local answer
  if ! external_database; then
    if ! "$checkout/db/provision/postgres" status >/dev/null 2>&1; then
      found ok database "not running; ./meshwork up provisions and starts it"
      return 0
    fi
    eval "$("$checkout/db/provision/postgres" env)"
  fi
  if answer=$(inspect_database); then found ok database "$answer"; else found blocks database "$answer"; fi
}

doctor_node() {
  if ! running_server >/dev/null; then found ok node "not running; ./meshwork up starts it"
  elif [ "$(ready)" = 200 ]; then found ok node ready
  else found blocks node "the server runs but the node is not ready: see $(management_url)/health and ./meshwork logs"; fi
}

doctor() {
  doctor_tools
  doctor_machine
  doctor_settings
  doctor_apt
  doctor_database
  doctor_node
  if [ -n "$json" ]; then
    (IFS=,; printf '{"blocks":%s,"checks":[%s]}\n' "$findings" "${doctor_json[*]}")
  elif [ "$findings" != 0 ]; then
    printf '\n%s of these must be put right first.\n' "$findings"
  fi
  [ "$findings" = 0 ]
}
