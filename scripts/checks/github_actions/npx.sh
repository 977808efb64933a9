#!/usr/bin/env bash
# npx, which here brings Deno and nothing else.
while [[ ${1:-} == -* ]]; do shift; done
[[ ${1:-} =~ ^deno(@|$) ]] || exit 0
shift
exec deno "$@"
