# Independent judges from npm, for tests that source this file.
#
# npm_run SCRIPT PACKAGE... -- ARGUMENT...
#   Install the packages outside the source tree, unless an earlier test did,
#   and run tests/js/SCRIPT beside them.  Where node or npm are not there, or
#   the registry cannot be reached, print a TAP plan that skips the test.

npm_skip() {
  echo "1..0 # SKIP $1"
  exit 0
}

npm_run() {
  : "${top_srcdir:?}"
  npm_script=$1
  shift
  npm_packages=
  while [ "$1" != -- ]; do
    npm_packages="$npm_packages $1"
    shift
  done
  shift
  command -v node >/dev/null 2>&1 || npm_skip "node is not installed"
  command -v npm >/dev/null 2>&1 || npm_skip "npm is not installed"
  # One folder for each set of packages, ready when its stamp is there.
  npm_dir=${GZ_NPM:-${TMPDIR:-/tmp}/gazette-npm-$(id -u)}/$(
    echo "$npm_packages" | tr -c 'a-z0-9.\n' '_')
  (umask 077 && mkdir -p "$npm_dir" 2>/dev/null)
  [ -O "$npm_dir" ] || npm_skip "cannot make $npm_dir"
  if ! [ -f "$npm_dir/.installed" ]; then
    # shellcheck disable=SC2086
    (cd "$npm_dir" && echo '{"private": true}' >package.json &&
      npm install --no-audit --no-fund --loglevel=error $npm_packages \
        >npm.out 2>&1 && : >.installed) ||
      npm_skip "npm cannot install$npm_packages"
  fi
  # Node looks for packages beside the script.
  npm_copy=$npm_dir/$$-$npm_script
  cp "$top_srcdir/tests/js/$npm_script" "$npm_copy" ||
    npm_skip "cannot write to $npm_dir"
  npm_status=0
  node "$npm_copy" "$@" || npm_status=$?
  rm -f "$npm_copy"
  return $npm_status
}
