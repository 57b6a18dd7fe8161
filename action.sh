#!/usr/bin/env bash
# One step of the GitHub action (action.yml): runs the suite, then leaves outputs, a job summary and annotations.
# Inputs come as variables, never as text of a script: nothing in them is run by the shell but the client's command.
set -uo pipefail

conformance=(node "$GITHUB_ACTION_PATH/dist/harness/cli/main.js")
out=${INPUT_OUT:-ec2-conformance-report}
options=(--out "$out")
[ -n "${INPUT_BASELINE:-}" ] && options+=(--baseline "$INPUT_BASELINE")
[ "${INPUT_STRICT:-false}" = true ] && options+=(--strict)
while IFS= read -r line; do
  [ -n "$line" ] && options+=("$line")
done <<<"${INPUT_OPTIONS:-}"

if [ -n "${INPUT_COMMAND:-}" ]; then
  # As words in shell syntax, so that {json} and quoted arguments arrive as they are written.
  eval "command=($INPUT_COMMAND)"
  "${conformance[@]}" client "${options[@]}" -- "${command[@]}"
else
  [ -n "${INPUT_ENDPOINT:-}" ] && options+=(--endpoint "$INPUT_ENDPOINT")
  [ -n "${INPUT_WAIT:-}" ] && options+=(--wait "$INPUT_WAIT")
  [ -n "${INPUT_SHARD:-}" ] && options+=(--shard "$INPUT_SHARD")
  "${conformance[@]}" run "${options[@]}"
fi
code=$?

verdict=
if [ -f "$out/report.json" ]; then
  verdict=$(node -p 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")).summary.verdict' "$out/report.json")
  "${conformance[@]}" report "$out" --to github
  if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$out/summary.md" >>"$GITHUB_STEP_SUMMARY"; fi
fi
{
  echo "verdict=$verdict"
  echo "exit-code=$code"
  echo "report=$out"
} >>"$GITHUB_OUTPUT"
exit "$code"
