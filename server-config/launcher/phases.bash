# shellcheck shell=bash
# Phases of the set-up: a bar on a terminal, a line elsewhere, the seconds of each on file. Sourced by `meshwork`.
# A phase's standard output goes to the log; its standard error is for people, and is shown at once as well.

phase_name='' phase_log='' phase_bar='' phase_show=''

now() { printf '%s\n' "${EPOCHREALTIME/,/.}"; }
since() { awk -v from="$1" -v to="$(now)" 'BEGIN { printf "%.1f", to - from }'; }

draw() { # NAME STARTED EXPECTED: Maven counts its modules in the log; other phases are measured by how long they took before
  local elapsed share width=30 filled bar
  while sleep 0.2 && kill -0 $$ 2>/dev/null; do # not longer than the script, which may be killed
    elapsed=$(since "$2")
    share=$(awk -v elapsed="$elapsed" -v expected="$3" '
      match($0, /\[[0-9]+\/[0-9]+\]/) { split(substr($0, RSTART + 1, RLENGTH - 2), n, "/"); share = (n[1] - 1) / n[2] }
      END { if (!share) share = elapsed / expected; if (share > 0.99) share = 0.99; printf "%d", share * 100 }' "$phase_log" 2>/dev/null)
    filled=$((share * width / 100))
    printf -v bar '%*s' "$filled" ''
    printf '\r\033[K%-10s [%-*s] %3d %% %6s s' "$1" "$width" "${bar// /#}" "$share" "$elapsed" >&2
  done
}

show() { # what a phase says to people
  local line
  while IFS= read -r line; do
    printf '> %s\n' "$line" >>"$phase_log"
    if [ -t 4 ]; then printf '\r\033[K%s\n' "$line" >&4; else printf '%s\n' "$line" >&4; fi
  done
}

phase() { # NAME COMMAND…
  local name=$1 started expected
  shift
  mkdir -p "$logs"
  phase_name=$name phase_log=$logs/$name.log
  : >"$phase_log"
  started=$(now)
  expected=$(awk -v name="$name" '$1 == name { seconds = $2 } END { print (seconds > 0.1 ? seconds : 20) }' "$run/seconds" 2>/dev/null || echo 20)
  if [ -t 2 ] && ! may_ask "$name"; then
    draw "$name" "$started" "${expected:-20}" 9>&- &
    phase_bar=$!
  else
    printf '%s …\n' "$name" >&2
  fi
  exec 3>&1 4>&2
  exec >>"$phase_log" 2> >(exec 9>&-; show)
  phase_show=$!
  "$@" || die "$name failed"
  end_phase
  phase_name=''
  local seconds
  seconds=$(since "$started")
  printf '%s\t%s\n' "$name" "$seconds" >>"$run/phases"
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
  printf '%-10s %6s s\n' "$name" "$seconds" >&2
}

may_ask() { # NAME: sudo may want the terminal for its question
  [ "$1" = database ] && [ "$(id -u)" != 0 ] && command -v sudo >/dev/null && ! sudo -n true 2>/dev/null
}

end_phase() {
  [ -z "$phase_bar" ] || { kill "$phase_bar" 2>/dev/null; wait "$phase_bar" 2>/dev/null; } || true
  phase_bar=''
  [ -n "$phase_show" ] || return 0
  exec 1>&3 2>&4 3>&- 4>&-
  wait "$phase_show" 2>/dev/null || true
  phase_show=''
}

interrupted() { # as the script ends, however it does
  local status=$?
  end_phase
  [ ${#node_jobs[@]} = 0 ] || kill "${node_jobs[@]}" 2>/dev/null || true
  [ "$status" = 0 ] || [ -z "$json" ] || [ -n "$answered" ] || failure_json "$status"
  if [ "$status" != 0 ] && [ -n "$phase_name" ]; then
    if [ -t 2 ]; then printf '\r\033[K' >&2; fi
    [ "$status" -gt 128 ] || grep -v '^> ' "$phase_log" | tail -n 15 | sed 's/^/  | /' >&2 || true
    say "stopped; the whole log is $phase_log. Run the same command again to go on."
  fi
  return "$status"
}

answered='' # whether the one document of --json is on its way
failure_json() { # STATUS
  local reason=$failure
  if [ "$1" -gt 128 ]; then reason=interrupted
  elif [ -z "$reason" ] && [ -n "$phase_name" ]; then reason=$(sed -n 's/^> //p' "$phase_log" | tail -n 1); fi # what a program of the phase has said
  printf '{"phases":{%s},"failed":%s,"reason":%s,"log":%s}\n' "$([ -z "$phase_log" ] || phases_json)" "$(json_string "${phase_name:-preparation}")" \
    "$(json_string "$reason")" "$(json_string "$phase_log")"
}

keep_seconds() { # of each phase, for the bars of the next time
  touch "$run/seconds"
  awk '{ seconds[$1] = $2 } END { for (name in seconds) print name "\t" seconds[name] }' "$run/seconds" "$run/phases" >"$run/seconds.new"
  mv -f "$run/seconds.new" "$run/seconds"
}
