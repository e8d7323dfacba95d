#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Recreates the pictures of the documentation from the demo. Run mvn package first. Uses ROLLCALL_CHROMIUM, or chromium.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
jar=$here/../reconciler/target/rollcall.jar
browser=${ROLLCALL_CHROMIUM:-chromium}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ -f "$jar" ] || { echo "error: $jar is missing. Run 'mvn package' first." >&2; exit 1; }
java -jar "$jar" demo --out "$work/demo" > "$work/demo.txt"
report=$(sed -n 's/^Report: file:\/\/\(.*\)\/index\.html$/\1/p' "$work/demo.txt")

# picture NAME SCHEME HEIGHT PAGE; the browser counts dark as 0 and light as 1
picture() {
  case $2 in dark) blink=0 ;; *) blink=1 ;; esac
  "$browser" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars \
    --disable-background-networking --no-first-run --user-data-dir="$work/browser" \
    --blink-settings=preferredColorScheme=$blink --window-size=1280,"$3" \
    --screenshot="$here/pictures/$1-$2.png" "file://$report/$4" 2> "$work/browser.txt" \
    || { cat "$work/browser.txt" >&2; exit 1; }
}

mkdir -p "$here/pictures"
for scheme in light dark; do
  picture overview "$scheme" 1240 index.html
  picture changes "$scheme" 900 changes.html
  picture attention "$scheme" 1300 attention.html
done
ls -l "$here/pictures"
