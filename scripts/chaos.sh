#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Calls of all kinds on pools whose workers are killed all the time: scripts/chaos.sh [seconds] [seed]
#
# Ends with 0 where every call, task and kill is accounted for, with 4 where not. Default: 60 seconds, a new seed.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib/setup.sh"
need jdk
jar=$root/target/benchmarks.jar
if [ ! -f "$jar" ]; then
  need maven
  mvn -B -ntp -q -f "$root/pom.xml" -Dmaven.test.skip=true package >&2 </dev/null
fi
exec "$JAVA_HOME/bin/java" -cp "$jar" poolmark.bench.chaos.Chaos "$@"
