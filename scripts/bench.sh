#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Runs the benchmarks, after building them where needed: scripts/bench.sh [profile] [arguments of benchmarks.jar]
#
# The profile is smoke, quick, standard (the default) or full. Results go to results/ unless --out says otherwise.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib/setup.sh"
jar=$root/target/benchmarks.jar

# Also after a commit: the jar tells which one it was built from.
is_stale() {
  [ ! -f "$jar" ] || [ -n "$(find "$root/pom.xml" "$root/src/main" "$root/benchmarks" \
    "$root/.git/logs/HEAD" -newer "$jar" 2>/dev/null)" ]
}

# given OPTION ARGUMENTS...: whether the option is among the arguments.
given() {
  option=$1
  shift
  for argument in "$@"; do
    case $argument in "$option" | "$option"=*) return 0 ;; esac
  done
  return 1
}

if is_stale; then
  need jdk maven
  say 'Building target/benchmarks.jar'
  # Only as far as the jar: the tests and gates are for scripts/test.sh.
  if ! mvn -B -ntp -q -f "$root/pom.xml" -Dmaven.test.skip=true package >&2 </dev/null; then
    say 'The build failed, so nothing was run.'
    exit 4
  fi
  # Maven leaves a jar as it is when its content stays the same: it would be out of date for ever.
  touch "$jar"
else
  need jdk
fi

profile=standard
case ${1--} in
  -*) ;;
  *)
    profile=$1
    shift
    ;;
esac
given --out "$@" || set -- --out "$root/results" "$@"
given --profile "$@" || set -- --profile "$profile" "$@"
# In the caller's own directory, so that the paths among the arguments mean what the caller meant.
exec "$JAVA_HOME/bin/java" -jar "$jar" "$@"
