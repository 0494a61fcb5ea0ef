#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# This pool beside every other one that the machine has or can get: scripts/peers.sh [--quick] [-o DIR] [--only REGEX]
#
# Installs the others, each at one version, under target/peers and nowhere else. Who cannot be installed is listed as
# missing. Tables go to standard output, peers.json and peers.md to a new directory under results/ (or DIR).
# POOLMARK_INSTALL=no leaves the installing out.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=scripts/lib/setup.sh
. "$root/scripts/lib/setup.sh"
# shellcheck source=scripts/lib/build.sh
. "$root/scripts/lib/build.sh"
jar=$root/target/benchmarks.jar
kit=$root/target/peers
drivers=$root/scripts/peers
log=$kit/install.log

# once NAME COMMAND SOURCE...: runs the command unless it has succeeded since the last change of the sources.
once() {
  local stamp=$kit/.$1 command=$2
  if [ -f "$stamp" ] && [ -z "$(find "${@:3}" -type f -newer "$stamp")" ]; then return; fi
  say "Installing $1 (log: $log)"
  if "$command" >>"$log" 2>&1 </dev/null; then
    touch "$stamp"
  else
    say "... which failed; it will be listed as missing."
  fi
}

install_loky() {
  python3 -m venv "$kit/venv" && "$kit/venv/bin/pip" install --retries 1 -r "$drivers/requirements.txt"
}

install_node() {
  cp "$drivers/package.json" "$kit/" && npm install --no-audit --no-fund --prefix "$kit"
}

# Compiles the drivers of the Java peers as well.
install_java() {
  mvn -B -ntp -q -f "$root/pom.xml" -Ppeers
}

install_peers() {
  mkdir -p "$kit"
  : >"$log"
  if command -v python3 >/dev/null; then once python-peers install_loky "$drivers/requirements.txt"; fi
  if command -v npm >/dev/null; then once node-peers install_node "$drivers/package.json"; fi
  if find_maven; then once java-peers install_java "$root/pom.xml" "$root/benchmarks/peers"; fi
}

build_where_stale
if [ "${POOLMARK_INSTALL:-yes}" = yes ]; then install_peers; fi
jdks=()
while read -r version home; do
  if [ "$version" -ge "$(jdk_version "$JAVA_HOME")" ]; then jdks+=(--jdk "$home"); fi
done < <(installed_jdks)
if [ "${#jdks[@]}" = 0 ]; then jdks=(--jdk "$JAVA_HOME"); fi
# What the user gives comes last, but -o: its default is the folder of all runs.
exec "$JAVA_HOME/bin/java" -jar "$jar" peers --kit "$kit" --drivers "$drivers" "${jdks[@]}" -o "$root/results" "$@"
