#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Does the gate hold what it promises, on this machine? scripts/prove-gate.sh [number of A/A gates, default 10]
#
# Ten minutes for each gate on two quiet processors; nothing else should run. First one gate of the jar against itself, made
# worse on purpose in three ways: each has to be found, under its own name, and nothing else. Then gates of the jar
# against itself: none may fail. Results stay under results/proof. Exit code: 0 held, 1 not.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=scripts/lib/setup.sh
. "$root/scripts/lib/setup.sh"
# shellcheck source=scripts/lib/build.sh
. "$root/scripts/lib/build.sh"
jar=$root/target/benchmarks.jar
out=$root/results/proof
same=${1-10}
wrong=0

gate() {
  "$JAVA_HOME/bin/java" -jar "$jar" gate --baseline "$jar" --candidate "$jar" --out "$out" \
    --thresholds "$root/results/gates.properties" "$@" </dev/null
}

# found BENCHMARK METRIC: whether the last gate says so.
found() {
  grep -q "<testcase [^>]*$1[^>]*$2" <(tr '\n' ' ' <"$out/last.xml" | sed 's/<testcase/\n<testcase/g' | grep '<failure')
}

build_where_stale
mkdir -p "$out"
worse=StrategyBenchmark.poolApplyAsync:wall=15,RoundTripBenchmark.apply:cpu=20,RoundTripBenchmark.map:memory=20
code=0
gate --candidate-jvm-arg "-Dpoolmark.hook.slowdown=$worse" --junit "$out/last.xml" || code=$?
if [ "$code" != 1 ]; then
  say "NOT HELD: worse on purpose, exit code $code"
  wrong=1
fi
while read -r benchmark metric; do
  if found "$benchmark" "$metric"; then
    say "held: $benchmark $metric was found"
  else
    say "NOT HELD: $benchmark $metric was not found"
    wrong=1
  fi
done <<'END'
StrategyBenchmark.poolApplyAsync wall
RoundTripBenchmark.apply cpu.total
RoundTripBenchmark.map rss.workers.peak
END

for number in $(seq 1 "$same"); do
  code=0
  gate >"$out/same-$number.txt" || code=$?
  say "A/A gate $number of $same: exit code $code ($(head -n 1 "$out/same-$number.txt"))"
  case $code in 0 | 3) ;; *) wrong=1 ;; esac
done
exit "$wrong"
