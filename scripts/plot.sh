#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Figures and a summary of runs: scripts/plot.sh RUN [RUN...] [-o DIR]
#
# RUN is a run directory or a file with JMH's results. The report goes into the run's directory, or into report/.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib/setup.sh"
. "$root/scripts/lib/build.sh"
jar=$root/target/benchmarks.jar

build_where_stale
exec "$JAVA_HOME/bin/java" -jar "$jar" report "$@"
