# shellcheck shell=bash
# Settings and the places of a node. Sourced by `meshwork`, which sets checkout.

# One spelling of a folder that may have several: the server is known by the folder it names.
choose_home() { # FOLDER
  home=$1
  export MESHWORK_HOME=$home
  wildfly=$home/wildfly
  run=$home/run # state of the set-up: what has been built, configured, deployed; process ids; the lock
  logs=$home/logs
  admin_password=$home/admin.password
}
choose_home "$(realpath -m "${MESHWORK_HOME:-$checkout/.meshwork}")"
first_home=$home   # of several nodes (nodes.bash)
node=1 nodes=1 # which of them, and how many
wildfly_version=39.0.1.Final

# Lines of the settings file are KEY=value; the environment wins. They are read, not run, and reach the server's own
# configuration through its environment (MicroProfile Config reads MESHWORK_EMBEDDING_MODEL as meshwork.embedding.model).
settings_read=() first_database=''
load_settings() { # FILE [KEY…]: all but those
  local line key
  [ -f "$1" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line#"${line%%[![:space:]]*}"}
    case $line in '' | '#'*) continue ;; esac
    key=${line%%=*}
    [[ $line == *=* && $key =~ ^MESHWORK_[A-Z0-9_]+$ ]] || die "$1: '$line' is not a line MESHWORK_…=value"
    [[ " ${*:2} " != *" $key "* && -z ${!key+set} ]] || continue
    export "$key=${line#*=}"
    settings_read+=("$key")
  done <"$1"
}

# It may hold the password of a database, or the key of a model.
settings_open() { [ -f "$home/settings" ] && [ -n "$(find "$home/settings" -perm /077)" ] && grep -qE '^\s*MESHWORK_[A-Z0-9_]*(PASSWORD|KEY)=' "$home/settings"; }
close_settings() {
  ! settings_open || { say "$home/settings holds a secret and was open to others: making it readable by you alone"; chmod 600 "$home/settings"; }
}

make_folders() {
  mkdir -p "$home" "$run" "$logs"
  chmod 700 "$run" "$logs"
  close_settings
}

# A port that nobody has set is chosen when it is first needed, and kept: addresses that people have noted down stay true.
remembered_port() { sed -n "s/^$1=//p" "$run/ports" 2>/dev/null || true; }
next_port() { # FIRST: from there the first on which nobody listens, and which no node of this home has been given
  local port=$1
  while port=$(free_port "$port") && grep -qsx "[a-z]*=$port" "$first_home"/run/ports "$first_home"/nodes/[2-9]/run/ports; do port=$((port + 1)); done
  echo "$port"
}
http_port='' management_port='' mesh_port=''
choose_ports() {
  http_port=${MESHWORK_HTTP_PORT:-$(remembered_port http)}
  management_port=${MESHWORK_MANAGEMENT_PORT:-$(remembered_port management)}
  mesh_port=${MESHWORK_MESH_PORT:-$(remembered_port mesh)}
  http_port=${http_port:-$(next_port $((8079 + node)))}
  management_port=${management_port:-$(next_port $((9989 + node)))}
  mesh_port=${mesh_port:-$(next_port $((4000 + node)))}
  local port
  for port in "$http_port" "$management_port" "$mesh_port"; do
    [[ $port =~ ^[0-9]+$ && $port -gt 0 && $port -lt 65536 ]] || die "'$port' is not a port"
  done
}
remember_ports() {
  mkdir -p "$run"
  printf 'http=%s\nmanagement=%s\nmesh=%s\n' "$http_port" "$management_port" "$mesh_port" >"$run/ports.new" && mv -f "$run/ports.new" "$run/ports"
}

# Who, if anybody, stands on a port that the node needs; not the node's own server.
port_conflict() { # NAME PORT
  port_taken "$2" && ! own_port "$2" || return 1
  printf '%s=%s is taken by %s: stop it, or set another port in the environment or in %s\n' \
    "$1" "$2" "$(port_holder "$2")" "$home/settings"
}

bind_address=127.0.0.1 management_bind=127.0.0.1 management_host=127.0.0.1 mesh_bind=127.0.0.1
choose_addresses() {
  bind_address=${MESHWORK_BIND:-127.0.0.1}
  management_bind=${MESHWORK_MANAGEMENT_BIND:-127.0.0.1}
  management_host=$(reachable "$management_bind")
  mesh_bind=${MESHWORK_MESH_BIND:-127.0.0.1}
  [[ $mesh_bind =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ ]] || die "MESHWORK_MESH_BIND='$mesh_bind' is no IPv4 address: set one of this machine's, or 0.0.0.0 for all"
}
reachable() { if [ "$1" = 0.0.0.0 ]; then echo 127.0.0.1; else echo "$1"; fi; } # ADDRESS that a server is bound to
base_url() { printf 'http://%s:%s' "$(reachable "$bind_address")" "$http_port"; }
management_url() { printf 'http://%s:%s' "$management_host" "$management_port"; }
mesh_listen() { printf '%s' "${MESHWORK_MESH_LISTEN_ADDRESSES:-/ip4/$mesh_bind/tcp/$mesh_port}"; }
mesh_address() { # where a node of this machine finds it
  local first
  first=$(mesh_listen)
  first=${first%%[, ]*}
  printf '%s' "${first/#\/ip4\/0.0.0.0\///ip4/127.0.0.1/}"
}

external_database() { [ -n "${MESHWORK_DB_URL:-}" ]; }
postgres() { MESHWORK_HOME=$first_home "$checkout/db/provision/postgres" "$@"; }
database_name() { if [ "$node" = 1 ]; then echo meshwork; else echo "meshwork_$node"; fi; }

json_string() { # TEXT
  local text=$1
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\t'/\\t}
  printf '"%s"' "${text//[[:cntrl:]]/ }"
}

fingerprint() { # of the files and folders named on the command line, by name and content
  find "$@" -type f -print0 2>/dev/null | sort -z | xargs -0r sha256sum | sha256sum | cut -d' ' -f1
}
is_done() { [ "$(cat "$run/$1" 2>/dev/null)" = "$2" ]; } # STEP FINGERPRINT
mark_done() { printf '%s\n' "$2" >"$run/$1.new" && mv -f "$run/$1.new" "$run/$1"; }
