# shellcheck shell=bash
# `./meshwork doctor`: what is missing, and what to do. Changes nothing. Sourced by `meshwork`.

findings=0 doctor_json=()

found() { # LEVEL(ok|warning|blocks) WHAT SAYING
  [ "$1" != blocks ] || findings=$((findings + 1))
  doctor_json+=("{\"check\":$(json_string "$2"),\"level\":\"$1\",\"detail\":$(json_string "$3")}")
  [ -n "$json" ] || printf '%-8s %-12s %s\n' "$1" "$2" "$3"
}

doctor_tools() {
  local fault
  if fault=$(why_no_jdk); then
    found blocks java "$fault"
  else
    found ok java "JDK $(java_version)${JAVA_HOME:+ in JAVA_HOME=$JAVA_HOME}"
    doctor_maven # does not answer without a JDK
  fi
  if command -v git >/dev/null; then found ok git "$(git --version)"; else found warning git "no git: fine to run, needed to change: apt-get install git"; fi
}

doctor_maven() {
  local version
  version=$(maven_version || true)
  if [ -z "$version" ]; then found blocks maven "no mvn on the PATH: apt-get install maven"
  elif ! version_at_least "$version" 3.8; then found blocks maven "Maven $version is too old, 3.8 or newer is needed"
  else found ok maven "Maven $version"; fi
}

doctor_machine() {
  local free needed folder=$home memory
  while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
  free=$(free_megabytes "$folder")
  if [ ! -w "$folder" ]; then found blocks disk "$folder is not writable for $(id -un): set MESHWORK_HOME"
  elif needed=$(needed_megabytes) && [ "$free" -lt "$needed" ]; then found blocks disk "$free MB are free in $folder, $needed are needed: make room, or set MESHWORK_HOME"
  else found ok disk "$free MB free in $folder"; fi
  memory=$(awk '/^MemAvailable/ { print int($2 / 1024) }' /proc/meminfo)
  if [ "$memory" -lt $((1500 * nodes)) ] && ! running_server >/dev/null; then found warning memory "$memory MB are available; a node wants 1500, and there are $nodes"
  else found ok memory "$memory MB available"; fi
}

doctor_port() { # NAME PORT
  local conflict
  if conflict=$(port_conflict "$1" "$2"); then found blocks "port $2" "$conflict"
  elif own_port "$2"; then found ok "port $2" "the node's own"
  else found ok "port $2" free; fi
}

doctor_settings() {
  if settings_open; then found warning settings "$home/settings holds a secret and can be read by others: chmod 600 $home/settings"; fi
}

# Whether the distribution has a pgvector that will do, as far as apt's lists know: then nothing is compiled.
packaged_pgvector() {
  local version
  version=$(apt-cache policy 'postgresql-*-pgvector' 2>/dev/null | sed -n 's/^ *Candidate: \([0-9][0-9.]*\).*/\1/p' | sort -V | tail -n 1)
  version_at_least "${version:-0}" 0.7
}

doctor_packages() {
  local missing answer level=warning
  if external_database || postgres programs >/dev/null 2>&1; then return 0; fi
  if [ -n "${MESHWORK_PG_BIN:-}" ]; then
    answer=$(postgres programs 2>&1) || found blocks packages "${answer#*: }: correct it, or unset it"
    return 0
  fi
  if ! command -v apt-get >/dev/null; then
    found blocks packages "no apt-get, so PostgreSQL cannot be provisioned: set MESHWORK_DB_URL, or MESHWORK_PG_BIN"
    return 0
  fi
  mapfile -t missing < <(missing_commands gcc=gcc dpkg-source=dpkg-dev)
  if [ ${#missing[@]} = 0 ]; then found ok packages "what building pgvector takes is installed"
  elif packaged_pgvector; then found ok packages "pgvector comes with the distribution"
  elif [ "$(id -u)" = 0 ]; then found ok packages "will install with apt-get where the distribution has no pgvector: ${missing[*]}"
  elif command -v sudo >/dev/null; then found warning packages "will ask sudo to install, where the distribution has no pgvector: ${missing[*]}"
  else
    ! apt-cache show postgresql >/dev/null 2>&1 || level=blocks # else apt has no lists yet, and nobody knows
    found "$level" packages "where the distribution has no pgvector, run as root: apt-get install --no-install-recommends ${missing[*]} libc6-dev"
  fi
}

doctor_database() {
  local answer status=0
  if ! external_database; then
    if ! postgres status >/dev/null 2>&1; then
      found ok database "not running; ./meshwork up provisions and starts it"
      [ -z "${MESHWORK_DB_PORT:-}" ] || doctor_port MESHWORK_DB_PORT "$MESHWORK_DB_PORT"
      return 0
    fi
    eval "$(postgres env)"
  fi
  answer=$(inspect_database) || status=$?
  case $status in
    0) found ok database "$answer" ;;
    2) found warning database "$answer" ;;
    *) found blocks database "$answer" ;;
  esac
}

doctor_node() {
  if ! running_server >/dev/null; then found ok node "not running; ./meshwork up starts it"
  elif [ "$(ready)" = 200 ]; then found ok node ready
  else found blocks node "the server runs but the node is not ready: see $(management_url)/health and ./meshwork logs"; fi
}

# In a subshell, which can add to no list: a line for each.
node_findings() { # NUMBER
  found() { printf '%s\t%s\t%s\n' "$@"; }
  use_node "$1"
  doctor_ports
  doctor_settings
  doctor_node
}
doctor_further_nodes() {
  local number level what saying
  for ((number = 2; number <= nodes; number++)); do
    while IFS=$'\t' read -r level what saying; do
      found "$level" "$number: $what" "$saying"
    done < <(node_findings "$number")
  done
}

doctor_ports() {
  doctor_port MESHWORK_HTTP_PORT "$http_port"
  doctor_port MESHWORK_MANAGEMENT_PORT "$management_port"
  [ -n "${MESHWORK_MESH_LISTEN_ADDRESSES:-}" ] || doctor_port MESHWORK_MESH_PORT "$mesh_port"
}

doctor() {
  doctor_tools
  doctor_machine
  doctor_ports
  doctor_settings
  doctor_packages
  doctor_database
  doctor_node
  doctor_further_nodes
  if [ -n "$json" ]; then
    (IFS=,; printf '{"blocks":%s,"checks":[%s]}\n' "$findings" "${doctor_json[*]}")
  elif [ "$findings" != 0 ]; then
    printf '\n%s of these must be put right first.\n' "$findings"
  fi
  [ "$findings" = 0 ]
}
