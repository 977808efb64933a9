/**
 * Programs that must not outlive the tool that started them. When a tool is
 * killed, it cannot end its children any more: a `pg_receivewal` would go on
 * to hold its slot, a Prometheus its port. A shell between the two notices by
 * the end of its standard input, which the kernel closes with the tool.
 * @module
 */

/** How to start a program on a leash: with `stdin: "piped"`. */
export interface Leashed {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * The program's exit code or signal is handed on, and so is SIGTERM. The loop is
 * needed because a signal ends `wait` before the program has ended; a second
 * `wait` for a program that was waited for gives 127. The watcher insists: a
 * child that has just been forked may take its first SIGTERM for the shell's.
 * The program's own children end with it: the one that pg_basebackup forks for
 * the log of changes would keep both connections open without an end.
 */
const SCRIPT = `asked= child=
kids() {
  ps -A -o pid= -o ppid= 2>/dev/null | while read -r own of; do
    [ "$of" != "$child" ] || echo "$own"
  done
}
trap '' INT
trap 'asked=1; [ -z "$child" ] || kill -TERM $(kids) $child' TERM
exec 3<&0 0</dev/null
"$@" 3<&- &
child=$!
[ -z "$asked" ] || kill -TERM $child
{ read -r _ <&3
  kids=$(kids)
  for signal in TERM TERM TERM KILL; do
    [ -z "$kids" ] || kill -$signal $kids
    kill -$signal $child || exit
    sleep 1
  done
} >/dev/null 2>&1 &
watcher=$!
exec 3<&-
asked=
wait $child
code=$?
while [ -n "$asked" ]; do
  asked=
  wait $child
  again=$?
  [ $again = 127 ] || code=$again
done
kill $watcher 2>/dev/null
trap - TERM INT
[ $code -le 128 ] || kill -$((code - 128)) $$
exit $code`;

/** Puts a program on a leash. Without a shell of its own it exits with 127. */
export function leashed(file: string, args: readonly string[]): Leashed {
  return { file: "/bin/sh", args: ["-c", SCRIPT, "leash", file, ...args] };
}
