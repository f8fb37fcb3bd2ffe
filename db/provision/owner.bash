# shellcheck shell=bash
# shellcheck disable=SC2154 # home, tree, bin, data and cluster are set by `postgres`
# Who runs the database server. PostgreSQL refuses to run as root, yet root's checkout is often inside a folder that nobody else
# may enter (/root is 0700, and so is every `mktemp -d`). Sourced by `postgres`, which sets data, cluster, bin.
# For a normal user there is nothing to do: the server runs as that user.
#
# For root, the first of these that can run the programs and write into the cluster's folder:
#   user       an ordinary, unprivileged user (postgres if there is one, else nobody). The usual way, where the path is open to it.
#   namespace  a user namespace that shows root as nobody: the server sees a non-zero user id and holds no capability outside
#              the namespace, while its files stay root's. Containers often forbid new namespaces.
#   capability the unprivileged user with CAP_DAC_OVERRIDE alone, so that it passes closed folders. The last one, because that
#              capability opens every file of the machine to the server.

owner_user() { if id postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi; }

run_as() { # WAY COMMAND…
  local way=$1 user
  shift
  case $way in
    self) "$@" ;;
    user)
      user=$(owner_user)
      setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups -- "$@"
      ;;
    namespace) unshare --user --map-user=65534 --map-group=65534 -- "$@" ;;
    capability)
      user=$(owner_user)
      setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups \
        --inh-caps=+dac_override --ambient-caps=+dac_override -- "$@"
      ;;
  esac
}

way_works() { # WAY: not root any more, can read the programs, can work in the folder once it owns it
  # shellcheck disable=SC2016 # expanded by the inner shell
  run_as "$1" sh -c '[ "$(id -u)" != 0 ] && [ -x "$1/postgres" ] && cd "$2" && "$1/pg_ctl" --version' \
    sh "$bin" "$cluster" >/dev/null 2>&1
}

owner_way=''
choose_owner() {
  local way
  owner_way=self
  [ "$(id -u)" = 0 ] || return 0
  for way in user namespace capability; do
    if way_works "$way"; then owner_way=$way; return 0; fi
  done
  die "PostgreSQL does not run as root, and here neither user $(owner_user) can enter $cluster, nor are a user namespace
  (unshare --user) or a capability (setpriv --ambient-caps) permitted. Do one of these:
    - move the checkout, or set MESHWORK_HOME and MESHWORK_DB_CLUSTER, to a folder that every user may enter (such as /srv)
    - run this as a normal user
    - set MESHWORK_DB_URL, MESHWORK_DB_USER and MESHWORK_DB_PASSWORD to a PostgreSQL of your own"
}

as_owner() { run_as "$owner_way" "$@"; }

give_owner() { # FILE…: to whoever runs the server; within the namespace root's files are the server's own
  case $owner_way in
    user | capability) chown -R "$(owner_user):" "$@" ;;
    namespace) chown -R 0:0 "$@" ;;
  esac
}
