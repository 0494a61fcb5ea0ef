# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
#
# Sourced by the scripts: finds a JDK, Maven and a browser, installs them where it may, else says how.

MIN_JAVA=17
JVM_FOLDER=/usr/lib/jvm

say() {
  printf '%s\n' "$*" >&2
}

# Feature version of the JDK at home $1. A runtime without a compiler is none.
jdk_version() {
  [ -n "$1" ] && [ -x "$1/bin/javac" ] && "$1/bin/javac" -version 2>&1 </dev/null | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p'
}

fits() {
  [ "$(jdk_version "$1")" -ge "$MIN_JAVA" ] 2>/dev/null
}

# One line "version home" for each fitting JDK of the JVM folder, oldest first.
# That folder also holds links to its own children: every home is listed once.
installed_jdks() {
  for child in "$JVM_FOLDER"/*/; do
    if [ -d "$child" ]; then (cd -P "$child" && pwd); fi
  done | sort -u | while read -r home; do
    if fits "$home"; then echo "$(jdk_version "$home") $home"; fi
  done | sort -n
}

home_of() {
  "$1" -J-XshowSettings:properties -version 2>&1 </dev/null | sed -n 's/^ *java\.home = //p'
}

# Homebrew keeps its JDKs off the PATH.
brew_jdk() {
  if command -v brew >/dev/null; then home_of "$(brew --prefix openjdk@17)/bin/javac"; fi
}

# Sets JAVA_HOME: the caller's choice, else the JDK on the PATH, else the oldest installed.
find_jdk() {
  if [ -n "${JAVA_HOME-}" ]; then
    fits "$JAVA_HOME" && return
    say "JAVA_HOME=$JAVA_HOME is no JDK >= $MIN_JAVA: looking for another one."
  fi
  export JAVA_HOME
  JAVA_HOME=$(home_of javac 2>/dev/null) && fits "$JAVA_HOME" && return
  JAVA_HOME=$(installed_jdks | sed -n '1s/^[0-9]* //p') && fits "$JAVA_HOME" && return
  JAVA_HOME=$(brew_jdk 2>/dev/null) && fits "$JAVA_HOME" && return
  unset JAVA_HOME
  return 1
}

# Home of the newest installed JDK where that one is newer than JAVA_HOME, else nothing.
newer_jdk() {
  newest=$(installed_jdks | sed -n '$s/^[0-9]* //p')
  if [ -n "$newest" ] && [ "$(jdk_version "$newest")" -gt "$(jdk_version "$JAVA_HOME")" ]; then echo "$newest"; fi
}

find_maven() {
  command -v mvn >/dev/null
}

# Names and driver as the browser tests look for them.
find_chromium() {
  command -v chromedriver >/dev/null &&
    { command -v chromium || command -v chromium-browser || command -v google-chrome || command -v chrome; } >/dev/null
}

# Leaves in $missing those of the named tools that are not there.
look_for() {
  missing=
  for tool in "$@"; do
    "find_$tool" || missing="$missing $tool"
  done
  [ -z "$missing" ]
}

# The oldest fitting JDK of this release of Debian or Ubuntu; none of them has all.
apt_jdk() {
  for version in 17 21 25; do
    if [ -n "$(apt-cache madison "openjdk-$version-jdk-headless" 2>/dev/null)" ]; then break; fi
    version=17
  done
  echo "openjdk-$version-jdk-headless"
}

# What is missing, in the platform's own names; $1 is its name of the JDK, $2 that of the browser's driver.
packages() {
  case $missing in *jdk*) printf ' %s' "$1" ;; esac
  case $missing in *maven*) printf ' maven' ;; esac
  case $missing in *chromium*) printf ' chromium %s' "$2" ;; esac
}

advice() {
  if command -v apt-get >/dev/null; then
    echo "run: sudo apt-get update && sudo apt-get install -y$(packages "$(apt_jdk)" chromium-driver)"
  elif command -v brew >/dev/null; then
    echo "run: brew install$(packages openjdk@17 chromedriver)"
  elif command -v dnf >/dev/null; then
    echo "run: sudo dnf install -y$(packages java-21-openjdk-devel chromedriver)"
  else
    echo "install with this system's package tool:$(packages "a JDK >= $MIN_JAVA (then set JAVA_HOME)," chromedriver)"
  fi
}

apt_install() {
  say "Installing what is missing:$missing"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >&2 </dev/null || return
  # shellcheck disable=SC2046 # a list of words
  apt-get install -y -qq --no-install-recommends $(packages "$(apt_jdk)" chromium-driver) >&2 </dev/null
}

# Whether all named tools are there, installed now where they may be.
obtain() {
  look_for "$@" && return
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt_install && look_for "$@"
}

# need jdk [maven]: afterwards JAVA_HOME is set and mvn on the PATH, or the script has ended with 2.
need() {
  obtain "$@" && return
  say "Missing:$missing; $(advice)"
  exit 2
}

# want chromium: the same for what one can do without; $missing says what is not there.
want() {
  obtain "$@" || say "Missing:$missing, so tests that need it are skipped; to run them too, $(advice)"
}
