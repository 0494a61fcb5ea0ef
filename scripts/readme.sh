#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Takes README's answers, figures and the picture of the page from a committed run: scripts/readme.sh RUN
#
# Answers and figures go between their marks in README.md, pictures to src/site/images/. Needs Chromium for the page's picture.
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
# README's figures in their order, each with the words of those who cannot see it. A run has those that it measured: of the
# others no picture of an earlier run stays behind, and none is named.
cat >"$work/wanted" <<'END'
break-even From what duration of a task on a process pool pays
wall-vs-workers Wall time by number of workers
cpu-vs-workers CPU time of parent and workers
END
: >"$work/figures"
while read -r figure words; do
  rm -f "$images/$figure.png"
  # the first of its kind, in the order of the page
  found=$(find "$work/report/plots" -name "$figure*.png" ! -name '*cold*' | sort | head -n 1)
  if [ -n "$found" ]; then
    cp "$found" "$images/$figure.png"
    printf '![%s](src/site/images/%s.png)\n\n' "$words" "$figure" >>"$work/figures"
  fi
done <"$work/wanted"

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
"$browser" --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \
  --disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$work/profile" \
  --window-size=1200,1500 --virtual-time-budget=5000 \
  --screenshot="$images/report.png" "file://$work/report/report.html" >/dev/null 2>&1

# The answers are the headline and the list that summary.md begins with; the list ends before the first heading. That the machine
# did not hold still must be seen with the headline.
{
  sed -n '3p' "$work/report/summary.md"
  sed -n 's/^- \*\*What this run cannot say\*\* \(The machine did not hold still.*\)/\n\1/p' "$work/report/summary.md"
  printf '\n<details>\n<summary>All answers of that run</summary>\n\n'
  sed -n '5,/^## /{/^- \*\*/p;}' "$work/report/summary.md"
  printf '\n</details>\n'
} >"$work/answers"
between() { # between NAME FILE <README: what stands between the marks of that name is replaced by the file
  awk -v name="$1" -v file="$2" '
    $0 == "<!-- end of " name " -->" { inside = 0 }
    !inside { print }
    $0 == "<!-- " name ", by scripts/readme.sh -->" { inside = 1; while ((getline line < file) > 0) print line }
  '
}
between answers "$work/answers" <"$root/README.md" | between figures "$work/figures" >"$work/README.md"
cp "$work/README.md" "$root/README.md"
ls -l "$images"
