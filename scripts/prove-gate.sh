#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Does the gate hold what it promises, on this machine? scripts/prove-gate.sh [worse | same [number of gates]]
#
# worse: a gate of the jar against itself, made worse on purpose in three ways. Each has to be found under its own name, and
# nothing else. Nothing else should run on the machine meanwhile.
# same: gates of the jar against itself, ten of them or as many as are asked for. None may fail, whatever else runs.
# Without a word both. Up to ten minutes for each gate on two processors. Results stay under results/proof, and a line for
# each gate in proof.txt there. Exit code: 0 held, 1 not.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=scripts/lib/setup.sh
. "$root/scripts/lib/setup.sh"
# shellcheck source=scripts/lib/build.sh
. "$root/scripts/lib/build.sh"
jar=$root/target/benchmarks.jar
out=$root/results/proof
wrong=0

# gate NAME ARGUMENTS...: sets $code; says how long it took and how busy the machine was.
gate() {
  local name=$1 begin=$SECONDS load
  shift
  load=$(cut -d ' ' -f 1-3 /proc/loadavg 2>/dev/null || true)
  code=0
  "$JAVA_HOME/bin/java" -jar "$jar" gate --baseline "$jar" --candidate "$jar" --out "$out" \
    --thresholds "$root/results/gates.properties" "$@" >"$out/$name.txt" </dev/null || code=$?
  echo "$(date -u +%FT%TZ) $name: exit code $code after $((SECONDS - begin)) s, load average before $load," \
    "$(grep -E '^[A-Z][A-Z ]+:' "$out/$name.txt" | tail -n 1)" | tee -a "$out/proof.txt" >&2
}

not_held() {
  say "NOT HELD: $1"
  wrong=1
}

# Lines "benchmark metric" of what the gate called worse.
accused() {
  sed 's/<testcase/\n<testcase/g' "$out/worse.xml" | grep '<failure' |
    sed 's/^<testcase classname="\([^ "]*\)[^"]*" name="\([^"]*\)".*/\1 \2/'
}

# CPU time that the parent takes more is CPU time of the parent as well as of all. It is taken between operations: where these
# are a few microseconds long, as in RoundTripBenchmark, a pause lets workers fall asleep and they do become slower.
worse() {
  local slower=StrategyBenchmark.poolApplyAsync:wall=15,StrategyBenchmark.poolMap@cpu:cpu=20,RoundTripBenchmark.apply:memory=20
  local expected
  rm -f "$out/worse.xml"
  gate worse --candidate-jvm-arg "-Dpoolmark.hook.slowdown=$slower" --junit "$out/worse.xml"
  if [ "$code" != 1 ]; then not_held "worse on purpose, and exit code $code"; fi
  if [ ! -f "$out/worse.xml" ]; then return; fi
  for expected in 'StrategyBenchmark.poolApplyAsync wall' 'StrategyBenchmark.poolMap cpu.total' \
    'RoundTripBenchmark.apply rss.workers.peak'; do
    if accused | grep -qxF "$expected"; then say "held: $expected was found"; else not_held "$expected was not found"; fi
  done
  while read -r other; do
    not_held "$other was accused, and is as it was"
  done < <(accused | grep -vxE \
    'StrategyBenchmark.poolApplyAsync wall|StrategyBenchmark.poolMap cpu.(total|parent)|RoundTripBenchmark.apply rss.workers.peak')
}

# same COUNT
same() {
  local number
  for number in $(seq 1 "$1"); do
    gate "same-$number"
    case $code in 0 | 3) ;; *) not_held "a jar against itself, and exit code $code" ;; esac
  done
}

usage() {
  say 'usage: scripts/prove-gate.sh [worse | same [number of gates]]'
  exit 2
}

case ${1-both} in both | worse) [ $# -le 1 ] || usage ;; same) [ $# -le 2 ] || usage ;; *) usage ;; esac
case ${2-10} in '' | *[!0-9]*) usage ;; esac
build_where_stale
mkdir -p "$out"
case ${1-both} in
  both)
    worse
    same 10
    ;;
  worse) worse ;;
  same) same "${2-10}" ;;
esac
exit "$wrong"
