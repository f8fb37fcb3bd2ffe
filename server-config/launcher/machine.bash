# shellcheck shell=bash
# What the scripts ask of the machine: processes, listening ports, packages. Needs only bash, coreutils, util-linux, awk and
# /proc, because a bare Debian has neither curl nor ss nor lsof. Sourced; the sourcing script sets `program` to its name.

failure='' # why the script ended
say() { printf '%s: %s\n' "${program:-meshwork}" "$*" >&2; }
die() { failure=$*; say "$*"; exit 1; }

# For what outlives the script, in the subshell that becomes it: a lock or somebody's pipe must not stay open with it.
close_inherited() {
  local fd
  for fd in "/proc/$BASHPID/fd/"*; do
    fd=${fd##*/}
    case $fd in 0 | 1 | 2 | 255) ;; *) eval "exec $fd>&-" ;; esac
  done
}

# A folder for what others must not see, in a server's own temporary folder, gone when the script ends. One that was killed leaves
# its folder to the next to clear away.
make_work_folder() { # WILDFLY_HOME: sets work
  local left
  for left in "$1"/standalone/tmp/meshwork-[0-9]*; do
    [ -e "/proc/${left##*-}" ] || rm -rf "$left"
  done
  work=$1/standalone/tmp/meshwork-$$
  install -d -m 700 "$work"
  trap 'rm -rf "$work"' EXIT
}

# When a process started, in clock ticks since boot: with its id this names a process for good, although ids are used again.
process_started() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  stat=${stat##*) } # the command name, in parentheses, may itself hold spaces and parentheses
  # shellcheck disable=SC2086 # the fields are numbers
  set -- $stat
  [ "$1" != Z ] && printf '%s\n' "${20}"
}

server_process() { # WILDFLY_HOME, or FOLDER/ for any below: the process of a server that runs from it, as far as this user may see it
  local cmdline argument
  for cmdline in /proc/[0-9]*/cmdline; do
    while IFS= read -r -d '' argument; do
      if [[ $argument == "-Djboss.home.dir=$1" || $1 == */ && $argument == "-Djboss.home.dir=$1"* ]] && [[ $(readlink "${cmdline%/*}/exe") == */java ]]; then
        cmdline=${cmdline%/*}
        echo "${cmdline##*/}"
        return 0
      fi
    done 2>/dev/null <"$cmdline"
  done 2>/dev/null
  return 1
}

# The last value of a system property on the command line of a Java process, which is the one that holds.
process_property() { # PROCESS NAME
  tr '\0' '\n' <"/proc/$1/cmdline" 2>/dev/null | sed -n "s/^-D$2=//p" | tail -n 1
}

listening_inodes() { # PORT: on any address, IPv4 or IPv6
  awk -v port=":$(printf %04X "$1")" '$4 == "0A" && substr($2, length($2) - 4) == port { print $10 }' \
    /proc/net/tcp /proc/net/tcp6 2>/dev/null
}
port_taken() { [ -n "$(listening_inodes "$1")" ]; }

listens() { # PROCESS PORT
  local inode
  for inode in $(listening_inodes "$2"); do
    [ -z "$(find "/proc/$1/fd" -lname "socket:\[$inode\]" -print -quit 2>/dev/null)" ] || return 0
  done
  return 1
}

port_holder() { # PORT: "process 4711 (java -jar …)", as far as this user may see it
  local inode fd pid
  for inode in $(listening_inodes "$1"); do
    fd=$(find /proc/[0-9]*/fd -lname "socket:\[$inode\]" -print -quit 2>/dev/null)
    pid=${fd#/proc/}
    pid=${pid%%/*}
    if [ -n "$pid" ]; then
      printf 'process %s (%s)\n' "$pid" "$(tr '\0' ' ' <"/proc/$pid/cmdline" | cut -c1-100)"
      return 0
    fi
  done
  echo "a process of another user"
}

free_port() { # FIRST: the first port from FIRST upwards on which nobody listens
  local port
  for ((port = $1; port < $1 + 400 && port < 65536; port++)); do
    port_taken "$port" || { echo "$port"; return 0; }
  done
  return 1
}

write_private() { # FILE: the standard input, never readable by others, never half written
  (umask 077 && cat >"$1.new" && mv -f "$1.new" "$1")
}

new_secret() { # FILE: 192 random bits in hexadecimal
  head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' | write_private "$1"
}

version_at_least() { # VERSION MINIMUM
  [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]
}

missing_commands() { # COMMAND=PACKAGE…: the packages whose command is absent
  local pair
  for pair in "$@"; do command -v "${pair%%=*}" >/dev/null || echo "${pair#*=}"; done
}

# Installs Debian packages, and says which. As a normal user through sudo: without a question where sudo asks for no password,
# with its own question on a terminal. Anything after "--" is an option for apt-get.
apt_install() { # PACKAGE… [-- APT-OPTION…]
  local packages=() as=()
  while [ $# -gt 0 ] && [ "$1" != -- ]; do packages+=("$1"); shift; done
  [ $# = 0 ] || shift
  command -v apt-get >/dev/null || die "these are missing, and there is no apt-get here to install them: ${packages[*]}"
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; } ||
      die "packages are missing; as root run: apt-get install --no-install-recommends ${packages[*]}"
    as=(sudo DEBIAN_FRONTEND=noninteractive)
  fi
  say "installing with apt-get: ${packages[*]}"
  DEBIAN_FRONTEND=noninteractive "${as[@]}" apt-get -qq "$@" install -y --no-install-recommends "${packages[@]}" >/dev/null ||
    die "apt-get could not install: ${packages[*]}"
}
