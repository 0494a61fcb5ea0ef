# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
#
# Sourced after setup.sh, with $root and $jar set: builds the jar where it is missing or older than its sources.

# Also after a commit: the jar tells which one it was built from.
# shellcheck disable=SC2154 # set by whoever sources this
is_stale() {
  [ ! -f "$jar" ] || [ -n "$(find "$root/pom.xml" "$root/src/main" "$root/benchmarks" \
    "$root/.git/logs/HEAD" -newer "$jar" 2>/dev/null)" ]
}

# Afterwards there is a jar and JAVA_HOME is set, or the script has ended.
build_where_stale() {
  if ! is_stale; then
    need jdk
    return
  fi
  need jdk maven
  say "Building target/$(basename "$jar")"
  # Only as far as the jar: the tests and gates are for scripts/test.sh.
  if ! mvn -B -ntp -q -f "$root/pom.xml" -Dmaven.test.skip=true package >&2 </dev/null; then
    say 'The build failed, so nothing was run.'
    exit 4
  fi
  # Maven leaves a jar as it is when its content stays the same: it would be out of date for ever.
  touch "$jar"
}
