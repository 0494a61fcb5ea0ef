#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Takes README's answers, figures and the picture of the page from a committed run: scripts/readme.sh RUN
#
# The answers go between the two marks in README.md, pictures to src/site/images/. Needs Chromium for the page's picture.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib/setup.sh"
. "$root/scripts/lib/build.sh"
jar=$root/target/benchmarks.jar
images=$root/src/site/images
run=$(cd "${1:?usage: scripts/readme.sh RUN}" && pwd)

build_where_stale
want chromium
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$JAVA_HOME/bin/java" -jar "$jar" report "$run" -o "$work/report" >/dev/null

mkdir -p "$images"
for figure in wall-vs-workers cpu-vs-workers break-even; do
  # the first of its kind, in the order of the page
  found=$(find "$work/report/plots" -name "$figure*.png" ! -name '*cold*' | sort | head -n 1)
  if [ -n "$found" ]; then cp "$found" "$images/$figure.png"; fi
done

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
"$browser" --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \
  --disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$work/profile" \
  --window-size=1200,1500 --virtual-time-budget=5000 \
  --screenshot="$images/report.png" "file://$work/report/report.html" >/dev/null 2>&1

# The answers are the list that summary.md begins with.
sed -n '/^- \*\*/p' "$work/report/summary.md" >"$work/answers"
awk -v answers="$work/answers" '
  /<!-- end of answers -->/ { inside = 0 }
  !inside { print }
  /<!-- answers, by scripts\/readme.sh -->/ { inside = 1; while ((getline line < answers) > 0) print line }
' "$root/README.md" >"$work/README.md"
cp "$work/README.md" "$root/README.md"
ls -l "$images"
