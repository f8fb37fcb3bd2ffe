# shellcheck shell=bash
# The steps from a checkout to a configured server. Each looks whether it is done already, and puts its result in place with one
# rename, so that it may be interrupted anywhere. Sourced by `meshwork`. `set -e` does not work inside a phase: what may fail says
# what then.

java_version() { java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p;T;q'; }
maven_version() { mvn -v 2>/dev/null | sed -n 's/\x1b\[[0-9;]*m//g; s/^Apache Maven \([0-9.]*\).*/\1/p'; }
free_megabytes() { df -Pm "$1" | awk 'NR == 2 { print $4 }'; }

check_prerequisites() {
  local missing=() version
  version=$(java_version)
  [ -n "$version" ] && command -v javac >/dev/null && [ "$version" -ge 17 ] || missing+=("a JDK 17 or newer (Debian: openjdk-17-jdk-headless)")
  version=$(maven_version)
  [ -n "$version" ] && version_at_least "$version" 3.8 || missing+=("Maven 3.8 or newer (Debian: maven)")
  [ ${#missing[@]} = 0 ] || die "these are missing: $(printf '%s; ' "${missing[@]}")./meshwork doctor says more"
  [ "$(free_megabytes "$home")" -ge 2000 ] || die "$(free_megabytes "$home") MB are free in $home; a node needs 2000"
  check_ports
}

provision_database() {
  local answer
  if ! external_database; then
    "$checkout/db/provision/postgres" up >/dev/null || die "the database could not be provisioned"
    return 0
  fi
  answer=$(inspect_database) || die "$answer"
  say "$answer"
}

database_environment() { # the settings of the database, own or provisioned, for `configure`
  external_database || eval "$("$checkout/db/provision/postgres" env)"
  : "${MESHWORK_DB_USER:?MESHWORK_DB_URL needs MESHWORK_DB_USER}" "${MESHWORK_DB_PASSWORD:?MESHWORK_DB_URL needs MESHWORK_DB_PASSWORD}"
  export MESHWORK_DB_URL MESHWORK_DB_USER MESHWORK_DB_PASSWORD
}

# Whether a node can use the database, and what it is or what to do. Needs the driver, and so a built project; before that it
# only sees whether somebody answers.
inspect_database() {
  local driver=$checkout/server-config/target/modules/org/postgresql/main/postgresql.jar host port
  if [ -z "${MESHWORK_DB_USER:-}" ] || [ -z "${MESHWORK_DB_PASSWORD:-}" ]; then
    echo "MESHWORK_DB_URL is set without MESHWORK_DB_USER and MESHWORK_DB_PASSWORD"
    return 1
  fi
  if [ -f "$driver" ] && command -v javac >/dev/null; then
    MESHWORK_DB_URL=$MESHWORK_DB_URL MESHWORK_DB_USER=$MESHWORK_DB_USER MESHWORK_DB_PASSWORD=$MESHWORK_DB_PASSWORD \
      java -XX:TieredStopAtLevel=1 -cp "$driver" "$launcher/CheckDatabase.java" 2>&1
    return
  fi
  host=$(sed -n 's#^jdbc:postgresql://\([^/?]*\).*#\1#p' <<<"$MESHWORK_DB_URL")
  port=${host##*:}
  [ "$port" != "$host" ] || port=5432
  host=${host%%:*}
  if (exec 5<>"/dev/tcp/$host/$port") 2>/dev/null; then
    echo "$host:$port takes connections; its versions are checked once the project is built"
    return 0
  fi
  echo "nobody answers at $host:$port: start the database, or correct MESHWORK_DB_URL"
  return 1
}

fetch_wildfly() {
  [ ! -x "$wildfly/bin/standalone.sh" ] || return 0
  rm -rf "$wildfly.new"
  mvn -B -ntp -f "$checkout/pom.xml" -N org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
    -Dartifact="org.wildfly:wildfly-dist:$wildfly_version:zip" -DoutputDirectory="$wildfly.new" \
    -Dmdep.overWriteReleases=true 2>&1 || die "WildFly $wildfly_version could not be fetched by Maven"
  rm -f "$run/configured" "$run/staged" # they told of a server that is no more
  mv "$wildfly.new/wildfly-$wildfly_version" "$wildfly" || die "Maven did not unpack WildFly"
  rm -rf "$wildfly.new"
}

build_inputs() {
  (cd "$checkout" && fingerprint pom.xml .mvn ./*/pom.xml ./*/src/main db/migrations server-config/modules)
}
build() {
  local inputs
  inputs=$(build_inputs)
  if is_done built "$inputs" && [ -f "$checkout/ear/target/meshwork.ear" ] && [ -f "$checkout/cli/target/meshctl.jar" ] &&
    [ -f "$checkout/server-config/target/modules/org/postgresql/main/postgresql.jar" ]; then
    return 0
  fi
  rm -f "$run/built"
  (cd "$checkout" && mvn -B -ntp -pl '!bench' -Dmaven.test.skip=true package 2>&1) || die "the build failed"
  mark_done built "$inputs"
}

# The console's users are WildFly's own: name and MD5 of name, realm and password, as its add-user.sh writes them. Written here
# because that program wants the password on its command line, where every user of the machine can read it.
write_console_user() {
  local file=$wildfly/standalone/configuration/mgmt-users.properties hash
  hash=$(printf 'admin:ManagementRealm:%s' "$(<"$admin_password")" | md5sum | cut -d' ' -f1)
  (umask 077 && { grep -v '^admin=' "$file" || true; echo "admin=$hash"; } >"$file.new") && mv -f "$file.new" "$file"
}

configuration_inputs() {
  { (cd "$checkout/server-config" && fingerprint scripts configure modules)
    cat "$admin_password"
    printf '%s\n' "$MESHWORK_DB_URL" "$MESHWORK_DB_USER" "$MESHWORK_DB_PASSWORD" "${MESHWORK_DB_POOL:-}" \
      "${MESHWORK_BATCH_THREADS:-}" "${MESHWORK_IO_THREADS:-}" "${MESHWORK_HTTP_BODIES:-}" "${MESHWORK_METRICS_SECURED:-}"; } | sha256sum | cut -d' ' -f1
}

configure() {
  local inputs users=("$checkout/server-config/users" --wildfly "$wildfly")
  [ -s "$admin_password" ] || new_secret "$admin_password"
  database_environment
  inputs=$(configuration_inputs)
  ! is_done configured "$inputs" || return 0
  stop_server
  rm -f "$run/configured"
  "$checkout/server-config/configure" "$wildfly" || die "the server could not be configured"
  write_console_user
  if "${users[@]}" list | grep -q '^admin	'; then
    "${users[@]}" password admin --password-file "$admin_password"
  else
    "${users[@]}" add admin --roles mesh-admin,mesh-operator,mesh-submitter,mesh-reader --password-file "$admin_password"
  fi || die "the administrator could not be added"
  mark_done configured "$inputs"
}
