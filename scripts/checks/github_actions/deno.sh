#!/usr/bin/env bash
# deno, as far as a workflow can tell: a gate passes, unless this run breaks it;
# what is no gate runs. SIM_* are set by runner.ts.
if [[ $1 == task ]]; then
  name=
  for word in "${@:2}"; do [[ $word == -* ]] || { name=$word; break; }; done
  gates=$(awk -v name="$name" '$1 == name { $1 = ""; print }' "$SIM_TASKS")
  [[ $name != test || " $* " != *" --unit "* ]] || gates=" test"
else
  case $1 in
  fmt) [[ " $* " == *" --check "* ]] && gates=fmt ;;
  lint | check | test) gates=$1 ;;
  esac
fi
if [[ -z $gates ]]; then
  # Of the tasks only the one that writes tags; of programs only local ones.
  case " $* " in
  *' npm:'* | *' jsr:'* | *' http'*) ;;
  ' run '* | ' eval '* | ' task cluster tag '* | ' task --quiet cluster tag '*) exec "$SIM_DENO" "$@" ;;
  esac
  exit 0
fi
printf 'gate\t%s\n' "${gates# }" >> "$SIM_CALLS"
for gate in $gates; do
  [[ $gate == "$SIM_BROKEN" ]] && { echo "error: $gate failed" >&2; exit 1; }
done
exit 0
