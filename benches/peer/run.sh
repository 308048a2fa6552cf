#!/usr/bin/env bash
# Runs the peers on the files that `khien simulate` wrote into a folder, one process per task.
#
#   benches/peer/run.sh DIR [exact|link|all|dedupe…]      default: exact link
#
# The first run makes a virtual environment beside this script (PEER_PYTHON=python3 takes one that is
# there). Results are appended to DIR/peer.jsonl; the closing lines repeat cost and quality.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -ge 1 ] || { sed -n '2,7p' "${BASH_SOURCE[0]}" >&2; exit 2; }
folder=$1
shift
[ $# -gt 0 ] || set -- exact link

python=${PEER_PYTHON:-$here/.venv/bin/python}
if ! command -v "$python" >/dev/null; then
  python3 -m venv "$here/.venv"
  "$python" -m pip install --quiet -r "$here/requirements.txt"
fi

summary=()
for task in "$@"; do
  output=$("$python" "$here/peer.py" "$task" "$folder" --threads "${THREADS:-$(nproc)}" \
    --memory "${MEMORY:-12GB}" --json "$folder/peer.jsonl")
  printf '%s\n' "$output"
  summary+=("$(tail -n 1 <<<"$output")")
done
printf '\n%s\n' "${summary[@]}"
