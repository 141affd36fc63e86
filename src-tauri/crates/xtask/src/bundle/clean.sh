#!/bin/sh
# Runs inside a clean Debian, as root: installs the package, then starts it as an ordinary user.
set -eu
export DEBIAN_FRONTEND=noninteractive
PROGRAM=/usr/bin/rollcall-desktop
LOGS=/home/person/.local/share/org.rollcall.desktop/logs
LIMIT=600

fail() {
  echo "FAILED: $1" >&2
  cat "$LOGS"/*.log 2>/dev/null | tail -n 40 >&2 || true
  exit 1
}

apt-get update -qq
# The package with what it asks for and nothing else: what is missing afterwards, it forgot to ask for.
apt-get install -y -qq --no-install-recommends /rollcall.deb
ldd "$PROGRAM" | grep 'not found' && fail 'the package does not ask for these libraries'
"$PROGRAM" --version

# A screen, and what a desktop has to find programs by the kind of a file.
apt-get install -y -qq --no-install-recommends xvfb xauth desktop-file-utils shared-mime-info
DESKTOP=$(dpkg -L rollcall | grep '\.desktop$') || fail 'there is no desktop entry'
desktop-file-validate "$DESKTOP" || fail 'the desktop entry is not valid'
grep -q '^Exec=rollcall-desktop %f$' "$DESKTOP" || fail 'the desktop entry hands no file over'
grep -q '^application/x-rollcall=' /usr/share/applications/mimeinfo.cache || fail 'no program is known for projects'
grep -q ':\*\.rollcall$' /usr/share/mime/globs2 || fail 'the ending of projects is not known'
ICON=$(sed -n 's/^Icon=//p' "$DESKTOP")
find /usr/share/icons/hicolor -name "$ICON.png" | grep -q . || fail 'the icon is missing'

useradd --create-home --shell /bin/sh person
# Only root may make the place where screens are found.
mkdir -p -m 1777 "$(dirname "$(mktemp -u)")/.X11-unix"

# Starts the program on a screen of its own; the arguments are the program's.
start() {
  rm -rf "$LOGS"
  su person -c 'cd && exec xvfb-run -a -s "-screen 0 1280x800x24" rollcall-desktop "$@"' -- sh "$@" &
}

process() {
  for one in /proc/[0-9]*; do
    if [ "$(readlink "$one/exe" 2>/dev/null)" = "$PROGRAM" ]; then echo "${one#/proc/}"; return; fi
  done
}

# How long the program has worked, in hundredths of a second; its name holds no blank.
worked() { awk '{ print $14 + $15 }' "/proc/$1/stat" 2>/dev/null || echo 0; }

shown() { grep -q 'command=overview .*ok=true' "$LOGS"/*.log 2>/dev/null; }

# Waits until the page has asked for the overview and the program rests.
settle() {
  waited=0
  before=-1000
  while [ "$waited" -lt "$LIMIT" ]; do
    sleep 10
    waited=$((waited + 10))
    running=$(process)
    [ -n "$running" ] || { [ "$waited" -lt 60 ] && continue; fail 'the program has ended'; }
    now=$(worked "$running")
    if shown && [ $((now - before)) -lt 25 ]; then return; fi
    before=$now
  done
  fail "the program did not come to rest within $LIMIT seconds"
}

stop() {
  kill "$(process)"
  wait || true
}

start --explore
settle
PROJECT=$(find /home/person -name '*.rollcall' | head -n 1)
[ -n "$PROJECT" ] || fail 'no project was made'
[ "$(stat -c '%U %a' "$PROJECT")" = 'person 600' ] || fail 'others may read the project'
stop

# As a double click does.
start "$PROJECT"
settle
grep -q 'could not begin as asked' "$LOGS"/*.log && fail 'the project was not opened'
stop

grep ' ERROR ' "$LOGS"/*.log && fail 'the log tells of faults'
cp "$PROJECT" /made.rollcall
if [ -e "$PROJECT-wal" ]; then cp "$PROJECT-wal" /made.rollcall-wal; fi
echo 'The package was installed and ran as an ordinary user.'
