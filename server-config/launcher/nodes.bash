# shellcheck shell=bash
# shellcheck disable=SC2154 # what `meshwork` and the files before this one set
# Several nodes on this machine. The first one's home is MESHWORK_HOME itself; node K has a home of its own in nodes/K, with a server,
# settings, ports, logs and an administrator. The build, the database server and the network's key are those of the first.
# Sourced by `meshwork`.

topology=full

# What one node alone can have; the rest of the first node's settings holds for all, unless a node's own file says otherwise.
own_settings=(MESHWORK_HTTP_PORT MESHWORK_MANAGEMENT_PORT MESHWORK_MESH_PORT MESHWORK_MESH_LISTEN_ADDRESSES MESHWORK_MESH_ANNOUNCED_ADDRESSES
  MESHWORK_MESH_BOOTSTRAP_PEERS MESHWORK_MESH_KEY_FILE MESHWORK_MESH_RELAY MESHWORK_DB_URL)

choose_nodes() { # NUMBER TOPOLOGY, where the command line has them: else how many the last `up` has started, and how they know each other
  { read -r nodes topology <"$run/nodes"; } 2>/dev/null || nodes=1 topology=full
  nodes=${1:-$nodes} topology=${2:-$topology}
  [[ $nodes =~ ^[1-9]$ ]] || die "--nodes $nodes: a machine runs 1 to 9 nodes"
  case $topology in
    full | line | relay) ;;
    *) die "--topology $topology: choose full (each knows all others), line (each knows the one before it) or relay (all know the first, which is a relay)" ;;
  esac
  [ "$nodes" -gt 1 ] || [ -z "${2:-}" ] || die "--topology $topology needs several nodes: add --nodes 2, or more"
}
remember_nodes() { printf '%s %s\n' "$nodes" "$topology" >"$run/nodes.new" && mv -f "$run/nodes.new" "$run/nodes"; }

home_of() { if [ "$1" = 1 ]; then echo "$first_home"; else echo "$first_home/nodes/$1"; fi; } # NUMBER
kept_nodes() { # further ones that have been set up once, running or not
  local folder
  for folder in "$first_home"/nodes/[2-9]; do [ ! -d "$folder" ] || echo "${folder##*/}"; done
}

use_node() { # NUMBER: from here on all is about that one; in a subshell, as there is no way back
  local network
  [ "$1" != 1 ] || return 0
  node=$1 program="meshwork: node $1"
  network=$(network_key_file)
  unset "${own_settings[@]}" "${settings_read[@]}"
  choose_home "$(home_of "$1")"
  load_settings "$home/settings"
  load_settings "$first_home/settings" "${own_settings[@]}"
  export MESHWORK_MESH_NETWORK_KEY_FILE=${MESHWORK_MESH_NETWORK_KEY_FILE:-$network}
  choose_addresses
  choose_ports
}

must_be_kept() { # NUMBER
  [[ $1 =~ ^[1-9]$ ]] && { [ "$1" = 1 ] || [ -d "$(home_of "$1")" ]; } ||
    die "there is no node '$1': ./meshwork status shows those that are, ./meshwork up --nodes N starts more"
}

# One after the other: the ports that one has chosen are no choice for the next.
prepare_nodes() {
  local number
  for ((number = 2; number <= nodes; number++)); do
    (use_node "$number"; own_database && make_folders && check_ports) || exit 1 # it has said why
  done
}

own_database() {
  external_database || [ -z "$first_database" ] ||
    die "MESHWORK_DB_URL names one database, and each node needs its own: write MESHWORK_DB_URL=… of another into $home/settings"
}

provided_databases() { # of the further nodes, in the first one's cluster
  local number
  for ((number = 2; number <= nodes; number++)); do (use_node "$number"; external_database || database_name); done
}

# ---- several at once ------------------------------------------------------------------------------------------------

node_jobs=() failed_jobs=''
at_once=$(($(getconf _NPROCESSORS_ONLN) + 1)) # each waits for a disk or a clock at times

on_nodes() { # FIRST COMMAND…: on each node from that one on
  local number=$1
  shift
  if [ "$nodes" = 1 ]; then [ "$number" != 1 ] || "$@"; return; fi
  node_jobs=() failed_jobs=''
  for (( ; number <= nodes; number++)); do
    [ ${#node_jobs[@]} -lt "$at_once" ] || await_oldest_job
    (use_node "$number"; "$@") &
    node_jobs+=($!)
  done
  while [ ${#node_jobs[@]} != 0 ]; do await_oldest_job; done
  [ -z "$failed_jobs" ] || exit 1 # they have said why
}
await_oldest_job() {
  wait "${node_jobs[0]}" || failed_jobs=1
  node_jobs=("${node_jobs[@]:1}")
}

# What the further ones take from the first must be there.
fetch_all() { fetch_wildfly; on_nodes 2 fetch_wildfly; }
configure_all() { configure; on_nodes 2 configure; }
start_all() {
  stop_nodes "$((nodes + 1))"
  introduce_nodes
  on_nodes 1 start_server
}
deploy_all() { on_nodes 1 deploy; }

stop_nodes() { # FIRST: that one and those after it
  local number failed=''
  node_jobs=()
  for number in $(kept_nodes); do
    [ "$number" -ge "$1" ] || continue
    (use_node "$number"; stop_server) &
    node_jobs+=($!)
  done
  for number in "${node_jobs[@]}"; do wait "$number" || failed=1; done
  node_jobs=()
  [ -z "$failed" ] || exit 1
}

# ---- who knows whom -------------------------------------------------------------------------------------------------

known_nodes() { # NUMBER: those that it is told of
  local number
  for ((number = 1; number <= nodes; number++)); do
    case $topology in
      full) [ "$number" = "$1" ] || echo "$number" ;;
      line) [ "$number" != $(($1 - 1)) ] || echo "$number" ;;
      relay) [ "$number" != 1 ] || [ "$1" = 1 ] || echo "$number" ;;
    esac
  done
}

node_address() { (use_node "$1"; printf '%s/p2p/%s\n' "$(mesh_address)" "$(<"$run/peer")"); } # NUMBER
bootstrap_peers() { # NUMBER
  local number
  for number in $(known_nodes "$1"); do node_address "$number"; done | paste -sd,
}

# A node is named by its key, so the keys come before the first start.
introduce_nodes() {
  local number files=() names
  rm -f "$run/bootstrap"
  [ "$nodes" -gt 1 ] || return 0
  for ((number = 1; number <= nodes; number++)); do files+=("$(use_node "$number"; key_file)"); done
  names=$(umask 027 && "$(jdk java)" -XX:TieredStopAtLevel=1 -cp "$adapter:$checkout/server-config/target/modules/org/meshwork/libp2p/main/*" \
    org.meshwork.connector.adapter.PeerNames "${files[@]}" 2>&1) || { printf '%s\n' "$names"; die "a node's key can't be used: ${names%%$'\n'*}"; }
  for ((number = 1; number <= nodes; number++)); do sed -n "${number}p" <<<"$names" >"$(home_of "$number")/run/peer"; done
  for ((number = 1; number <= nodes; number++)); do bootstrap_peers "$number" >"$(home_of "$number")/run/bootstrap"; done
}
key_file() { printf '%s\n' "${MESHWORK_MESH_KEY_FILE:-$wildfly/standalone/data/mesh/key.p12}"; }

join_mesh() { # the settings that follow from the others; those of the node's own come after them
  local known
  [ "$nodes" -gt 1 ] || return 0
  known=$(cat "$run/bootstrap" 2>/dev/null)
  [ -z "$known" ] || export MESHWORK_MESH_BOOTSTRAP_PEERS=$known${MESHWORK_MESH_BOOTSTRAP_PEERS:+,$MESHWORK_MESH_BOOTSTRAP_PEERS}
  [ "$topology $node" != 'relay 1' ] || export MESHWORK_MESH_RELAY=${MESHWORK_MESH_RELAY:-serve}
  [ "$topology" != line ] || export MESHWORK_MESH_DIALS=${MESHWORK_MESH_DIALS:-configured} # or they would soon all be connected
}

# ---- what they say of themselves ------------------------------------------------------------------------------------

node_state() { if ! running_server >/dev/null; then echo stopped; elif [ "$(ready)" = 200 ]; then echo ready; else echo 'not ready'; fi; }

authorization() { printf 'Authorization: Basic %s' "$(printf 'admin:%s' "$(<"$admin_password")" | base64 -w0)"; }

# Of the node itself: what stands on its port may be another's, which would get the password.
mesh_document() { own_port "$http_port" && http_body "$(reachable "$bind_address")" "$http_port" /api/v1/mesh "$(authorization)"; }
mesh_peers() { # DOCUMENT
  local peers
  peers=$(sed -n 's/.*"peers":\([0-9]\{1,9\}\)[,}].*/\1/p' <<<"$1")
  [ -n "$peers" ] || peers=$(http_body "$management_host" "$management_port" /prometheus 2>/dev/null |
    sed -n 's/^resource_adapters_extended_peers[{ ].* \([0-9]\{1,9\}\)\(\.0\)\?$/\1/p' | head -n 1) || true
  printf '%s\n' "${peers:-0}"
}
mesh_peer() { # DOCUMENT
  local peer
  peer=$(sed -n 's/.*"peer":"\([A-Za-z0-9]\{1,128\}\)".*/\1/p' <<<"$1")
  printf '%s\n' "${peer:-$(cat "$run/peer" 2>/dev/null)}"
}
mesh_addresses() { # DOCUMENT: as a JSON array
  local addresses
  addresses=$(sed -n 's/.*"addresses":\(\[[^]\\]*\]\).*/\1/p' <<<"$1")
  printf '%s\n' "${addresses:-[$(json_string "$(mesh_listen)")]}"
}

where_json() {
  printf '"url":%s,"console":%s,"mesh":%s,"passwordFile":%s' "$(json_string "$(base_url)")" \
    "$(json_string "$(management_url)/")" "$(json_string "$(mesh_listen)")" "$(json_string "$admin_password")"
}

node_json() { # STATE
  local document='' peers=0 peer
  if [ "$1" = ready ]; then
    document=$(mesh_document || true)
    peers=$(mesh_peers "$document")
  fi
  peer=$(mesh_peer "$document")
  printf '{"node":%s,%s,"state":%s,"peer":%s,"addresses":%s,"peers":%s}\n' "$node" "$(where_json)" "$(json_string "$1")" \
    "$([ -z "$peer" ] && echo null || json_string "$peer")" "$(mesh_addresses "$document")" "$peers"
}
node_line() { # STATE
  local peers=''
  [ "$1" != ready ] || peers=", connected to $(mesh_peers "$(mesh_document || true)")"
  printf 'node %-4s %s%s: %s/   console %s/\n' "$node" "$1" "$peers" "$(base_url)" "$(management_url)"
}
each_node() { # COMMAND, which is given the node's state; fails where one is not ready
  local number failed=0
  for ((number = 1; number <= nodes; number++)); do
    (use_node "$number"; state=$(node_state); "$1" "$state"; [ "$state" = ready ]) || failed=3
  done
  return $failed
}
nodes_json() { each_node node_json | paste -sd,; }
