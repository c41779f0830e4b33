#!/usr/bin/env bash
# The script of action.yml: its inputs, as INPUT_… variables, become the command line of the project's own cloudsmith-trust.
set -euo pipefail

wrong() {
  echo "::error title=cloudsmith-trust::$1"
  result unknown 2
}

result() {
  printf 'verdict=%s\nexit-code=%s\n' "$1" "$2" >> "${GITHUB_OUTPUT:-/dev/null}"
  exit "$2"
}

arguments=()

# An option with a value, where the input has one. A value that looks like an option stays a value.
option() { if [ -n "$2" ]; then arguments+=("$1=$2"); fi; }

# An option without a value, where the input says true.
switch() {
  case "$2" in
    true) arguments+=("$1") ;;
    false | "") ;;
    *) wrong "the input for $1 is neither true nor false" ;;
  esac
}

# An input that the command has no use for is a mistake, and not passed over.
refuse() { if [ -n "$2" ] && [ "$2" != false ]; then wrong "the input $1 is not for $INPUT_COMMAND"; fi; }

case "${INPUT_COMMAND:-}" in
  review)
    option --before "${INPUT_BEFORE:-}"
    option --after "${INPUT_AFTER:-}"
    option --context "${INPUT_CONTEXT:-}"
    option --changed-files "${INPUT_CHANGED_FILES:-}"
    switch --comment "${INPUT_COMMENT:-}"
    for name in app organization baseline issue snapshot; do
      variable="INPUT_${name^^}"
      refuse "$name" "${!variable:-}"
    done
    ;;
  drift)
    option --app "${INPUT_APP:-}"
    option --live "${INPUT_ORGANIZATION:-}"
    option --baseline "${INPUT_BASELINE:-}"
    option --snapshot "${INPUT_SNAPSHOT:-}"
    switch --issue "${INPUT_ISSUE:-}"
    refuse before "${INPUT_BEFORE:-}"
    refuse after "${INPUT_AFTER:-}"
    refuse context "${INPUT_CONTEXT:-}"
    refuse changed-files "${INPUT_CHANGED_FILES:-}"
    refuse comment "${INPUT_COMMENT:-}"
    ;;
  *) wrong "the input command is neither review nor drift" ;;
esac

while IFS= read -r plan; do option --plan "$plan"; done <<< "${INPUT_PLAN:-}"
switch --public "${INPUT_PUBLIC:-}"
option --fail-on "${INPUT_FAIL_ON:-}"
if [ -n "${INPUT_OUTPUT:-}" ]; then arguments+=(--format=json "--output=$INPUT_OUTPUT"); fi

code=0
npx --no-install cloudsmith-trust "$INPUT_COMMAND" "${arguments[@]}" || code=$?

case "$code" in
  0) result fine 0 ;;
  10) result finding 10 ;;
  11) result drift 11 ;;
  *) result unknown "$code" ;;
esac
