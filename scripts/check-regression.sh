#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Has a change made the pool slower? scripts/check-regression.sh BASE_REF|JAR [HEAD_REF|JAR] [-- options of gate]
#
# Builds both revisions (HEAD_REF: what is checked out here), each in a clone of its own that is removed again, or
# takes jars; then measures them side by side for five to ten minutes. The verdict goes to standard output and, as one
# page with everything behind it, to a new directory under results/.
# Exit code: 0 no regression, 1 a regression or a lost benchmark, 2 wrong input, 3 cannot tell, 4 the baseline failed.
# Jars are kept in target/gate, by commit, for the next time and for gate --resume; mvn clean removes them.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=scripts/lib/setup.sh
. "$root/scripts/lib/setup.sh"
# shellcheck source=scripts/lib/build.sh
. "$root/scripts/lib/build.sh"
jar=$root/target/benchmarks.jar
kept=$root/target/gate
work=
child=

usage() {
  say "$1; usage: scripts/check-regression.sh BASE_REF|JAR [HEAD_REF|JAR] [-- options of gate]"
  exit 2
}

# Whatever ends this script: no process, no clone, no temporary file stays.
clean_up() {
  trap '' INT TERM
  if [ -n "$child" ] && kill -TERM "$child" 2>/dev/null; then wait "$child" || true; fi
  if [ -n "$work" ]; then rm -rf "$work"; fi
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# In the background, because a shell does not hear a signal while it waits for a program in front of it.
run() {
  "$@" </dev/null &
  child=$!
  local code=0
  wait "$child" || code=$?
  child=
  return "$code"
}

# build COMMIT: afterwards its jar is in $kept.
build() {
  local commit=$1 tree=$work/$1
  if [ -f "$kept/$commit.jar" ]; then return; fi
  say "Building $(git -C "$root" log -1 --format='%h %s' "$commit")"
  # No worktree: the plugin that writes the commit into the jar would find that of the repository it belongs to.
  git clone --quiet --shared --no-checkout "$root" "$tree"
  git -C "$tree" checkout --quiet --detach "$commit"
  if ! run mvn -B -ntp -q -f "$tree/pom.xml" -Dmaven.test.skip=true package >&2; then
    say "$commit cannot be built, so nothing was measured."
    exit 2
  fi
  mkdir -p "$kept"
  # Under its name it is whole.
  mv "$tree/target/benchmarks.jar" "$kept/.$commit.new"
  mv "$kept/.$commit.new" "$kept/$commit.jar"
}

# find_build REF|JAR: sets $found.
find_build() {
  local commit
  case $1 in
    *.jar)
      if [ ! -f "$1" ]; then usage "$1 does not exist"; fi
      found=$1
      return
      ;;
  esac
  commit=$(git -C "$root" rev-parse --verify --quiet --end-of-options "$1^{commit}") ||
    usage "'$1' is neither a revision of this repository nor a jar"
  build "$commit"
  found=$kept/$commit.jar
}

if [ $# = 0 ]; then usage 'which revision or jar is the base?'; fi
base=$1
shift
head=HEAD
if [ $# != 0 ] && [ "$1" != -- ]; then
  head=$1
  shift
fi
if [ $# != 0 ]; then
  [ "$1" = -- ] || usage "too many revisions: '$1'"
  shift
fi

need jdk maven
work=$(mktemp -d)
if [ "$head" = HEAD ] && [ -n "$(git -C "$root" status --porcelain --untracked-files=no)" ]; then
  say 'Note: there are changes here that are not committed; they are not part of what is measured.'
fi
find_build "$base"
baseline=$found
find_build "$head"
candidate=$found
# The gate itself is the one that is checked out here, whatever the two revisions bring along.
build_where_stale
# Results and thresholds are this repository's, unless the caller names others.
given=(--baseline "$baseline" --candidate "$candidate")
case " $* " in *" --out"*) ;; *) given+=(--out "$root/results") ;; esac
case " $* " in *" --thresholds"*) ;; *) given+=(--thresholds "$root/results/gates.properties") ;; esac
run "$JAVA_HOME/bin/java" -jar "$jar" gate "${given[@]}" "$@"
