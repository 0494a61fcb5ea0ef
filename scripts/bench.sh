#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Runs the benchmarks, after building them where needed: scripts/bench.sh [profile] [arguments of benchmarks.jar]
#
# The profile is smoke, quick, standard (the default) or full. Results go to results/ unless --out says otherwise.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib/setup.sh"
. "$root/scripts/lib/build.sh"
jar=$root/target/benchmarks.jar

# given OPTION ARGUMENTS...: whether the option is among the arguments.
given() {
  option=$1
  shift
  for argument in "$@"; do
    case $argument in "$option" | "$option"=*) return 0 ;; esac
  done
  return 1
}

build_where_stale
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
