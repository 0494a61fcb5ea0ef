#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Builds, tests and checks everything, as CI does: scripts/test.sh [Maven arguments]
#
# Runs on the JDK of JAVA_HOME (else the one on the PATH, else the oldest installed) and, before that, on the newest
# one in the usual JVM folder. POOLMARK_JDKS=one leaves the second out.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib/setup.sh"

# Maven at "warn", so that what is wrong stands out; the two test plugins at "info", for their counts.
level='-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'
plugins='-Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin'

verify() {
  jdk=$1
  shift
  echo "== mvn clean verify on JDK $(jdk_version "$jdk") ($jdk)"
  JAVA_HOME=$jdk mvn -B -ntp "$level" "$plugins.surefire=info" "$plugins.failsafe=info" clean verify "$@" </dev/null
}

need jdk maven
want chromium
cd "$root"
# The newer one first: target/ is then left as the older one built it, which is what runs everywhere.
if [ "${POOLMARK_JDKS:-all}" = all ]; then
  newer=$(newer_jdk)
  if [ -n "$newer" ]; then verify "$newer" "$@"; fi
fi
verify "$JAVA_HOME" "$@"
echo '== all tests and checks passed'
