# Named, timed steps, and what this machine lacks. Sourced by the scripts beside this folder.

steps_taken=()

step_running='setting up'

# step NAME COMMAND…: says what runs, runs it, remembers how long it took. A step that fails ends the script
# (so the command must not stand in an `if`, where bash would not stop).
step() {
  local name=$1 began=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  step_running=$name
  "$@"
  step_running=
  steps_taken+=("$(printf '%5ds  %s' $((SECONDS - began)) "$name")")
}

# summary: what ran and how long it took, and where it ended if not at the end. For the EXIT trap.
summary() {
  printf '\n'
  ((${#steps_taken[@]} == 0)) || printf '%s\n' "${steps_taken[@]}"
  if [[ -z $step_running ]]; then
    printf '%5ds  in all. All well.\n' "$SECONDS"
  else
    printf '%5ds  in all. FAILED at: %s\n' "$SECONDS" "$step_running"
  fi
}

have() { command -v "$1" >/dev/null; }

# as_root COMMAND…: installing needs it, nothing else does.
as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# install_missing PACKAGE…: from Debian, with patience for a mirror that stumbles.
install_missing() {
  (($# > 0)) || return 0
  echo "installing: $*"
  export DEBIAN_FRONTEND=noninteractive
  as_root apt-get -q -o Acquire::Retries=3 update
  as_root apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@"
}
