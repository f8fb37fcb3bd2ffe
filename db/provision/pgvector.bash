# shellcheck shell=bash
# shellcheck disable=SC2154 # home, tree, bin, data and cluster are set by `postgres`
# Fetches PostgreSQL and pgvector into a private tree. Sourced by `postgres`, which sets home, tree.
#
# The distribution's PostgreSQL packages are downloaded and unpacked, not installed: installing them would make a cluster, a
# service and a user. pgvector comes as the distribution's package if that is >= 0.7, else from the source package of the Debian
# release named here, which apt authenticates by Debian's key and whose sum is checked once more.
pgvector_suite=trixie
pgvector_source=0.8.0-1
pgvector_sha256=867a2c328d4928a5a9d6f052cd3bc78c7d60228a9b914ad32aa3db88e9de27b0

vector_version() { # BIN: of the pgvector that this PostgreSQL would create; 0 if none
  local share version=0
  # pg_config belongs to the development package; the layout of Debian's packages is known without it.
  if [ -x "$1/pg_config" ]; then share=$("$1/pg_config" --sharedir); else share=${1%/lib/postgresql/*}/share/postgresql/$(basename "$(dirname "$1")"); fi
  version=$(sed -n "s/^default_version *= *'\([0-9.]*\)'.*/\1/p" "$share/extension/vector.control" 2>/dev/null) || true
  echo "${version:-0}"
}

fetch='' apt=()

# An apt whose lists and caches are private, so that a normal user can use it; the system's sources and package states are read.
private_apt() {
  fetch=$home/fetch
  rm -rf "$fetch"
  mkdir -p "$fetch"/{lists/partial,cache/archives/partial,sources.list.d,debs,pgvector}
  cp -L /etc/apt/sources.list.d/* "$fetch/sources.list.d/" 2>/dev/null || true
  apt=(-qq -o Dir::Etc::sourceparts="$fetch/sources.list.d" -o Dir::State::Lists="$fetch/lists" -o Dir::Cache="$fetch/cache"
    -o APT::Get::List-Cleanup=false -o Acquire::Retries=3 -o Acquire::Languages=none)
  [ "$(id -u)" != 0 ] || apt+=(-o APT::Sandbox::User=root) # apt's own user may not enter this folder
}

make_tree() {
  local major vector packages
  if find_bin; then return 0; fi # whoever held the lock before us has made it
  command -v apt-get >/dev/null ||
    die "no apt-get here: install PostgreSQL >= 15 with pgvector >= 0.7 and set MESHWORK_PG_BIN, or set MESHWORK_DB_URL"
  private_apt
  apt-get "${apt[@]}" update >"$fetch/update.log" 2>&1 || say "some package sources did not answer: $(grep -m1 ^E: "$fetch/update.log" || true)"
  major=$(apt-cache "${apt[@]}" show postgresql 2>/dev/null | sed -n 's/^Depends:.*postgresql-\([0-9][0-9]*\).*/\1/p' | head -n 1)
  [ -n "$major" ] || die "no package 'postgresql' in the package sources; see $fetch/update.log"
  version_at_least "$major" 15 || die "this distribution has PostgreSQL $major; >= 15 is needed: set MESHWORK_PG_BIN or MESHWORK_DB_URL"
  vector=$(apt-cache "${apt[@]}" policy "postgresql-$major-pgvector" | sed -n 's/^ *Candidate: \([0-9][0-9.]*\).*/\1/p')
  packages=("postgresql-$major" "postgresql-client-$major")
  if version_at_least "${vector:-0}" 0.7; then
    packages+=("postgresql-$major-pgvector")
  else
    vector=''
    packages+=("postgresql-server-dev-$major")
  fi
  say "unpacking PostgreSQL $major, pgvector ${vector:-$pgvector_source from source}, into $tree"
  (cd "$fetch/debs" && apt-get "${apt[@]}" download "${packages[@]}" >"$fetch/download.log" 2>&1) ||
    { tail -n 3 "$fetch/download.log" >&2; die "the packages could not be downloaded"; }
  rm -rf "$tree.new" && mkdir -p "$tree.new"
  local deb
  for deb in "$fetch"/debs/*.deb; do dpkg -x "$deb" "$tree.new"; done
  install_libraries "$tree.new/usr/lib/postgresql/$major/bin"
  [ -n "$vector" ] || build_pgvector "$tree.new/usr/lib/postgresql/$major/bin"
  rm -rf "$tree" && mv "$tree.new" "$tree" && rm -rf "$fetch"
}

install_libraries() { # BIN: what the unpacked programs load, but not LLVM, because JIT is off
  local libraries=() deb
  if ! ldd "$1/postgres" "$1/psql" | grep -q 'not found' && [ -e /usr/share/zoneinfo/UTC ]; then return 0; fi
  for deb in "$fetch"/debs/postgresql-[0-9]*.deb "$fetch"/debs/postgresql-client-*.deb; do
    mapfile -t -O "${#libraries[@]}" libraries < <(dpkg-deb -f "$deb" Depends | tr ',' '\n' | sed 's/|.*//; s/(.*//; s/ //g' | grep '^lib' | grep -v '^libllvm')
  done
  mapfile -t libraries < <(printf '%s\n' "${libraries[@]}" tzdata | sort -u)
  apt_install "${libraries[@]}" -- "${apt[@]}"
}

build_pgvector() { # BIN
  local key=/usr/share/keyrings/debian-archive-keyring.gpg site missing source=$fetch/pgvector
  mapfile -t missing < <(missing_commands gcc=gcc dpkg-source=dpkg-dev)
  echo '#include <stdlib.h>' | gcc -E - >/dev/null 2>&1 || missing+=(libc6-dev)
  [ ${#missing[@]} = 0 ] || apt_install "${missing[@]}" -- "${apt[@]}"
  if [ ! -e $key ]; then # Ubuntu has Debian's keys in a package of its own
    (cd "$source" && apt-get "${apt[@]}" download debian-archive-keyring && dpkg -x debian-archive-keyring_*.deb keys) >/dev/null
    key=$source/keys$key
  fi
  # shellcheck disable=SC2016 # apt's own placeholder
  site=$(apt-get "${apt[@]}" indextargets --format '$(SITE)' 'Created-By: Packages' | grep -Em1 '/debian/?$') ||
    die "no Debian mirror among the package sources, to take pgvector from: set MESHWORK_PG_BIN or MESHWORK_DB_URL"
  printf 'Types: deb-src\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' "$site" "$pgvector_suite" "$key" >"$fetch/pgvector.sources"
  local only=("${apt[@]}" -o Dir::Etc::sourcelist="$fetch/pgvector.sources" -o Dir::Etc::sourceparts=-)
  apt-get "${only[@]}" update >"$fetch/update.log" 2>&1 || { tail -n 3 "$fetch/update.log" >&2; die "$pgvector_suite's source list could not be fetched"; }
  (cd "$source" && apt-get "${only[@]}" source --download-only "pgvector=$pgvector_source" >"$fetch/download.log" 2>&1) ||
    { tail -n 3 "$fetch/download.log" >&2; die "pgvector's source package could not be downloaded"; }
  (cd "$source" && echo "$pgvector_sha256  pgvector_${pgvector_source%-*}.orig.tar.gz" | sha256sum -c --quiet - >/dev/null) ||
    die "pgvector's source is not the one pinned in ${BASH_SOURCE[0]}"
  (cd "$source" && dpkg-source --no-check -x pgvector_*.dsc built) >/dev/null
  compile_pgvector "$1" "$source/built" >"$home/pgvector-build.log" 2>&1 ||
    { tail -n 5 "$home/pgvector-build.log" >&2; die "pgvector did not build; see $home/pgvector-build.log"; }
  rm -f "$home/pgvector-build.log"
}

# Without its Makefile, because make can't name files in a folder that has a space in its name. The flags are those of PostgreSQL
# and pgvector; no -march=native, so the tree may be moved.
compile_pgvector() { # BIN SOURCE
  local version include extension
  include=$("$1/pg_config" --includedir-server) extension=$("$1/pg_config" --sharedir)/extension
  version=$(sed -n "s/^default_version *= *'\([0-9.]*\)'.*/\1/p" "$2/vector.control")
  printf '%s\0' "$2"/src/*.c | xargs -0 -P "$(getconf _NPROCESSORS_ONLN)" -I '{}' gcc -c -O2 -fPIC -D_GNU_SOURCE \
    -fno-strict-aliasing -fwrapv -fexcess-precision=standard -ftree-vectorize -fassociative-math -fno-signed-zeros -fno-trapping-math \
    -I "$include" -o '{}.o' '{}' &&
    gcc -shared -o "$("$1/pg_config" --pkglibdir)/vector.so" "$2"/src/*.o -lm &&
    cp "$2/vector.control" "$extension/" && cp "$2/sql/vector.sql" "$extension/vector--$version.sql"
}
