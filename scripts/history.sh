#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Adds a run to the history that change-point tools read: scripts/history.sh RUN [history.csv]
#
# RUN is a directory below results/, the history results/history.csv unless said otherwise. Nothing in it is ever changed:
# a row is appended, and a run that is in it already is refused. In the form of Apache Otava's CSV importer:
# time_column: time, attributes: [commit, run, host, jdk], a column for each metric of each cell.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib/setup.sh"
. "$root/scripts/lib/build.sh"
jar=$root/target/benchmarks.jar

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  say 'usage: scripts/history.sh RUN [history.csv]'
  exit 2
fi
build_where_stale
exec "$JAVA_HOME/bin/java" -jar "$jar" history "$1" "${2-$root/results/history.csv}"
