# Test Anything Protocol for shell scripts.  Source it, call the checks, end
# with `done_testing`.  Every check runs one command and counts as one test.
# GAZETTE is the command under test; $scratch is a folder that goes at the end.
set -u
n=0
failed=0
GAZETTE=${GAZETTE:-gazette}
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT

_result() { # status description
  n=$((n + 1))
  if [ "$1" = 0 ]; then
    echo "ok $n - $2"
  else
    failed=$((failed + 1))
    echo "not ok $n - $2"
  fi
}

# ok DESCRIPTION COMMAND...: the command succeeds.
ok() {
  _what=$1
  shift
  if "$@" >"$scratch/.out" 2>"$scratch/.err"; then
    _result 0 "$_what"
  else
    _result 1 "$_what"
    sed 's/^/# /' "$scratch/.err" | head -5
  fi
}

# status DESCRIPTION EXPECTED COMMAND...: it ends with that status.
status() {
  _what=$1 _want=$2
  shift 2
  _got=0
  "$@" >"$scratch/.out" 2>"$scratch/.err" </dev/null || _got=$?
  if [ "$_got" = "$_want" ]; then
    _result 0 "$_what"
  else
    _result 1 "$_what"
    echo "# status $_got, not $_want"
    sed 's/^/# /' "$scratch/.err" | head -5
  fi
}

# is DESCRIPTION EXPECTED ACTUAL: the strings are equal.
is() {
  if [ "$2" = "$3" ]; then
    _result 0 "$1"
  else
    _result 1 "$1"
    printf 'expected: %s\nactual: %s\n' "$2" "$3" | sed 's/^/# /'
  fi
}

# says DESCRIPTION PATTERN: the last command's standard error matches.
says() {
  if grep -Eq -- "$2" "$scratch/.err"; then
    _result 0 "$1"
  else
    _result 1 "$1"
    sed 's/^/# /' "$scratch/.err" | head -5
  fi
}

# prints DESCRIPTION PATTERN: the last command's standard output matches.
prints() {
  if grep -Eq -- "$2" "$scratch/.out"; then
    _result 0 "$1"
  else
    _result 1 "$1"
    sed 's/^/# /' "$scratch/.out" | head -5
  fi
}

# skip DESCRIPTION REASON
skip() {
  n=$((n + 1))
  echo "ok $n - $1 # SKIP $2"
}

done_testing() {
  echo "1..$n"
  [ "$failed" = 0 ]
  exit
}
