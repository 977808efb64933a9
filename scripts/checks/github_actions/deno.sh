#!/usr/bin/env bash
# deno, as far as a workflow can tell: a gate passes, unless this run breaks it;
# what is no gate runs. SIM_* are set by runner.ts.
paths=()
if [[ $1 == task ]]; then
  name=
  for word in "${@:2}"; do
    if [[ $word == -* ]]; then continue; fi
    if [[ -n $name ]]; then paths+=("$word"); else name=$word; fi
  done
  [[ $name == test ]] || paths=()
  gates=$(awk -v name="$name" '$1 == name { $1 = ""; print }' "$SIM_TASKS")
  [[ $name != test || " $* " != *" --unit "* ]] || gates=" test"
else
  case $1 in
  fmt) [[ " $* " == *" --check "* ]] && gates=fmt ;;
  lint | check | test) gates=$1 ;;
  esac
  skip=
  for word in "${@:2}"; do
    if [[ -n $skip ]]; then skip=; continue; fi
    case $word in
    -c | --config | --reporter | --filter | --ignore | --lock | --import-map | --coverage | --rules-include | --rules-exclude | --ext) skip=yes ;;
    -*) ;;
    *) paths+=("$word") ;;
    esac
  done
fi
# A gate that is given paths sees what is broken only below one of them.
covers=yes
if ((${#paths[@]})); then
  covers=
  for path in "${paths[@]}"; do
    path=${path#./} path=${path%/}
    [[ -z $path || $path == . || $SIM_BROKEN_FILE == "$path" || $SIM_BROKEN_FILE == "$path"/* ]] && covers=yes
    # A pattern that the shell left alone, such as **/*.ts, is deno's to expand.
    [[ $path == *'*'* && $SIM_BROKEN_FILE == $path ]] && covers=yes
  done
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
  [[ $gate == "$SIM_BROKEN" && -n $covers ]] && { echo "error: $gate failed" >&2; exit 1; }
done
exit 0
