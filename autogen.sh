#!/bin/sh
# Make ./configure.  With --deps, first install the Debian packages that are
# missing, and say which.
set -eu
cd "$(dirname "$0")"

deps='gcc make autoconf automake libtool pkg-config
  libraptor2-dev librasqal3-dev librdf0-dev libcmocka-dev liblmdb-dev
  libutf8proc-dev libxml2-dev libjansson-dev libarchive-dev nettle-dev
  libpcre2-dev libserd-dev raptor2-utils serdi python3'

if [ "${1:-}" = --deps ]; then
  shift
  missing=
  for package in $deps; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
      grep -q 'install ok installed' || missing="$missing $package"
  done
  if [ -n "$missing" ]; then
    echo "autogen.sh: installing$missing"
    sudo=
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -qq
    # shellcheck disable=SC2086 # a list of words
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq \
      --no-install-recommends $missing >/dev/null
  fi
fi

mkdir -p .build-aux
exec autoreconf --force --install --warnings=all "$@"
