#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Can the regression gate be relied upon here? scripts/lib/gate-check.sh JAVA JAR
#
# A minute. The jar against itself must not fail; against itself with a large slowdown on purpose it must, by its name.
set -euo pipefail
java=$1
jar=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# As few rounds as can show anything at all, of three metrics that are tested together. Twice as long is found on any machine, however it is disturbed.
cat >"$work/gates.properties" <<END
rounds.first = 5
rounds.second = 9
control.limit = 50%
control.disturbed = 100%
END

# gate NAME ARGUMENTS...: runs a gate of one cheap cell; sets $code.
gate() {
  local name=$1
  shift
  code=0
  timeout 300 "$java" -jar "$jar" gate --baseline "$jar" --candidate "$jar" --thresholds "$work/gates.properties" \
    --out "$work/$name" -wi 1 -i 2 -p taskMicros=1000 "$@" 'SerialBenchmark.eagerMap$' \
    >"$work/$name.txt" 2>&1 </dev/null || code=$?
}

fail() {
  cat "$work/$1.txt"
  echo "gate check: $2 (exit code $code)" >&2
  exit 1
}

gate same --rounds 1 --second-rounds 1
case $code in 0 | 3) ;; *) fail same 'a jar against itself failed' ;; esac
same=$code

gate slower --candidate-jvm-arg -Dpoolmark.hook.slowdown=SerialBenchmark.eagerMap:wall=100
if [ "$code" != 1 ]; then fail slower 'a benchmark that took twice as long was not found'; fi
if ! grep -q 'eagerMap' "$work/slower.txt"; then fail slower 'a slowdown was found under another name'; fi
echo "== gate check passed: the jar against itself $same, slowed down $code"
