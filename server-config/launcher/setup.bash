# shellcheck shell=bash
# The steps from a checkout to a configured server. Each looks whether it is done already, and puts its result in place with one
# rename, so that it may be interrupted anywhere. Sourced by `meshwork`. `set -e` does not work inside a phase: what may fail says
# what then.

# The JDK that Maven and the server take.
jdk() { printf '%s\n' "${JAVA_HOME:+$JAVA_HOME/bin/}$1"; } # PROGRAM
jdk_packages=default-jdk-headless # 17 on Debian 12, 21 on 13
java_version() { "$(jdk java)" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p;T;q'; }
maven_version() { mvn -v 2>/dev/null | sed -n 's/\x1b\[[0-9;]*m//g; s/^Apache Maven \([0-9.]*\).*/\1/p'; }
why_no_jdk() { # what is wrong with it, and what to do; fails if nothing is
  local version place="on the PATH" advice="apt-get install $jdk_packages"
  [ -z "${JAVA_HOME:-}" ] || place="in JAVA_HOME=$JAVA_HOME" advice="set JAVA_HOME to a JDK 17 or newer, or unset it"
  version=$(java_version)
  if [ -z "$version" ]; then echo "no java $place: $advice"
  elif [ "$version" -lt 17 ]; then echo "Java $version is too old, 17 or newer is needed: $advice"
  elif ! command -v "$(jdk javac)" >/dev/null; then echo "Java $version is here without its compiler: $advice"
  else return 1; fi
}
free_megabytes() { df -Pm "$1" | awk 'NR == 2 { print $4 }'; }

needed_megabytes() { # on disk: for what is not there yet, and some for the node to run with
  local needed=200
  has_wildfly 2>/dev/null || needed=$((needed + 800))
  [ "$nodes" = 1 ] || needed=$((needed + 300 * (nodes - 1))) # what they share they have as links
  [ -f "$checkout/ear/target/meshwork.ear" ] || needed=$((needed + 500))
  external_database || postgres programs >/dev/null 2>&1 || needed=$((needed + 500))
  echo "$needed"
}

check_prerequisites() {
  local version fault needed
  ! fault=$(why_no_jdk) || die "$fault; ./meshwork doctor says more"
  version=$(maven_version) && version_at_least "${version:-0}" 3.8 || die "Maven 3.8 or newer is needed (Debian: maven); ./meshwork doctor says more"
  needed=$(needed_megabytes)
  [ "$(free_megabytes "$home")" -ge "$needed" ] || die "$(free_megabytes "$home") MB are free in $home, $needed are needed: make room, or set MESHWORK_HOME"
  check_ports
  prepare_nodes
  remember_nodes
}

provision_database() {
  local answer databases
  mapfile -t databases < <(provided_databases)
  if ! external_database; then
    postgres up "${databases[@]}" >/dev/null || exit 1 # it has said why
    return 0
  fi
  answer=$(inspect_database) || [ $? = 2 ] || die "$answer"
  say "$answer"
}

database_environment() { # the settings of the database, own or provisioned, for `configure`
  external_database || eval "$(postgres env "$(database_name)")"
  : "${MESHWORK_DB_USER:?MESHWORK_DB_URL needs MESHWORK_DB_USER}" "${MESHWORK_DB_PASSWORD:?MESHWORK_DB_URL needs MESHWORK_DB_PASSWORD}"
  export MESHWORK_DB_URL MESHWORK_DB_USER MESHWORK_DB_PASSWORD
}

# HOST PORT of each server that the address names, which may be several, or none for this machine's own.
database_servers() {
  local names=${MESHWORK_DB_URL#jdbc:postgresql:} name
  case $names in //*) names=${names#//} names=${names%%[/?]*} ;; *) names='' ;; esac
  names=${names:-localhost}
  for name in ${names//,/ }; do
    [[ $name =~ ^(\[(.*)\]|[^:]*)(:([0-9]+))?$ ]] || continue
    printf '%s %s\n' "${BASH_REMATCH[2]:-${BASH_REMATCH[1]:-localhost}}" "${BASH_REMATCH[4]:-5432}"
  done
}

# Whether a node can use the database, and what it is or what to do. Needs the driver, and so a built project; before that it
# only sees whether somebody answers (exit code 2).
inspect_database() {
  local driver=$checkout/server-config/target/modules/org/postgresql/main/postgresql.jar host port
  if [ -z "${MESHWORK_DB_USER:-}" ] || [ -z "${MESHWORK_DB_PASSWORD:-}" ]; then
    echo "MESHWORK_DB_URL is set without MESHWORK_DB_USER and MESHWORK_DB_PASSWORD"
    return 1
  fi
  if [ -f "$driver" ] && command -v "$(jdk javac)" >/dev/null; then
    MESHWORK_DB_URL=$MESHWORK_DB_URL MESHWORK_DB_USER=$MESHWORK_DB_USER MESHWORK_DB_PASSWORD=$MESHWORK_DB_PASSWORD \
      "$(jdk java)" -XX:TieredStopAtLevel=1 -cp "$driver" "$launcher/CheckDatabase.java" 2>&1
    return
  fi
  while read -r host port; do
    # shellcheck disable=SC2016 # expanded by the inner shell
    if timeout 5 bash -c 'exec 5<>"/dev/tcp/$1/$2"' bash "$host" "$port" 2>/dev/null; then
      echo "$host:$port takes connections; the rest is looked at once the project is built"
      return 2
    fi
  done < <(database_servers)
  echo "nobody answers at $(database_servers | paste -sd, | tr ' ' :): start the database, or correct MESHWORK_DB_URL"
  return 1
}

has_wildfly() { [ -x "$wildfly/bin/standalone.sh" ] && grep -qF "#$wildfly_version\"" "$wildfly/.galleon/provisioning.xml"; }

shipped=standalone.shipped # beside a server's own, as the distribution has it

unpack_wildfly() { # FOLDER
  rm -rf "$1" "$1.unpacked"
  mvn -B -ntp -f "$checkout/pom.xml" -N org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
    -Dartifact="org.wildfly:wildfly-dist:$wildfly_version:zip" -DoutputDirectory="$1.unpacked" \
    -Dmdep.overWriteReleases=true 2>&1 || die "WildFly $wildfly_version could not be fetched by Maven"
  mv "$1.unpacked/wildfly-$wildfly_version" "$1" && rm -rf "$1.unpacked" || die "Maven did not unpack WildFly"
  cp -a "$1/standalone" "$1/$shipped" || die "$1/standalone could not be copied"
}

# A further node's programs are links to the first one's, which nobody writes through: modules are replaced as folders.
link_wildfly() { # FOLDER
  local first=$first_home/wildfly
  rm -rf "$1"
  if [ ! -d "$first/$shipped" ]; then # it is of an earlier Meshwork
    unpack_wildfly "$1"
    return
  fi
  mkdir "$1" && find "$first" -mindepth 1 -maxdepth 1 ! -name 'standalone*' -exec cp -al -t "$1" {} + &&
    cp -a "$first/$shipped" "$1/standalone" || die "$first could not be linked to $1: both have to be on one file system"
}

# A server of another version is replaced. Its users and its keys go over; what else it knows is in the checkout and in the database.
wildfly_keeps=(standalone/configuration/meshwork-users standalone/configuration/meshwork-network.key standalone/data/mesh)
fetch_wildfly() {
  local kept
  [ -d "$wildfly" ] || [ ! -d "$wildfly.old" ] || mv "$wildfly.old" "$wildfly"
  if has_wildfly; then rm -rf "$wildfly.old"; return 0; fi
  if [ "$node" = 1 ]; then unpack_wildfly "$wildfly.new"; else link_wildfly "$wildfly.new"; fi
  stop_server
  rm -f "$run/configured" "$run/staged" # they told of a server that is no more
  for kept in "${wildfly_keeps[@]}"; do
    [ ! -e "$wildfly/$kept" ] || { mkdir -p "$(dirname "$wildfly.new/$kept")" && cp -a "$wildfly/$kept" "$wildfly.new/$kept"; } || die "$wildfly/$kept could not be kept"
  done
  [ ! -d "$wildfly" ] || mv "$wildfly" "$wildfly.old" || die "$wildfly could not be replaced"
  mv "$wildfly.new" "$wildfly" || die "$wildfly.new could not be put in place"
  rm -rf "$wildfly.old"
}

build_inputs() {
  (cd "$checkout" && fingerprint pom.xml .mvn ./*/pom.xml ./*/src/main p2p-connector/*/{pom.xml,src/main} db/migrations server-config/modules)
}
# Somebody may have built another commit in between, so what came out counts as well.
adapter=$checkout/p2p-connector/adapter/target/mesh-adapter.jar # which names nodes (nodes.bash)
build_results() { (cd "$checkout" && fingerprint ear/target/meshwork.ear cli/target/meshctl.jar "$adapter" server-config/target/modules); }
build() {
  local inputs
  inputs=$(build_inputs)
  ! is_done built "$inputs $(build_results)" || return 0
  rm -f "$run/built"
  (cd "$checkout" && mvn -B -ntp -pl ear,cli,server-config -am -Dmaven.test.skip=true package 2>&1) || die "the build failed"
  mark_done built "$inputs $(build_results)"
}

# The console's users are WildFly's own: name and MD5 of name, realm and password, as its add-user.sh writes them. Written here
# because that program wants the password on its command line, where every user of the machine can read it.
write_console_user() {
  local file=$wildfly/standalone/configuration/mgmt-users.properties hash
  hash=$(printf 'admin:ManagementRealm:%s' "$(<"$admin_password")" | md5sum | cut -d' ' -f1)
  (umask 077 && { grep -v '^admin=' "$file" || true; echo "admin=$hash"; } >"$file.new") && mv -f "$file.new" "$file"
}

network_key_file() { printf '%s\n' "${MESHWORK_MESH_NETWORK_KEY_FILE:-$wildfly/standalone/configuration/meshwork-network.key}"; }

configuration_inputs() {
  { (cd "$checkout/server-config" && fingerprint scripts configure modules)
    cat "$admin_password" "$(network_key_file)" 2>/dev/null
    printf '%s\n' "$MESHWORK_DB_URL" "$MESHWORK_DB_USER" "$MESHWORK_DB_PASSWORD" "${MESHWORK_DB_POOL:-}" \
      "${MESHWORK_BATCH_THREADS:-}" "${MESHWORK_IO_THREADS:-}" "${MESHWORK_HTTP_BODIES:-}" "${MESHWORK_METRICS_SECURED:-}"; } | sha256sum | cut -d' ' -f1
}

configure() {
  local inputs answer users=("$checkout/server-config/users" --wildfly "$wildfly")
  [ -s "$admin_password" ] || new_secret "$admin_password"
  database_environment
  inputs=$(configuration_inputs)
  ! is_done configured "$inputs" || return 0
  ! external_database || answer=$(inspect_database) || die "$answer"
  stop_server
  rm -f "$run/configured"
  "$checkout/server-config/configure" "$wildfly" || exit 1 # it has said why
  write_console_user
  if "${users[@]}" list | grep -q '^admin	'; then
    "${users[@]}" password admin --password-file "$admin_password"
  else
    "${users[@]}" add admin --roles mesh-admin,mesh-operator,mesh-submitter,mesh-reader --password-file "$admin_password"
  fi || die "the administrator could not be added"
  mark_done configured "$(configuration_inputs)" # the network's key may have been made
}
