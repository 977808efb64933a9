#!/usr/bin/env bash
# docker, as far as a workflow can tell: it builds nothing, and minds names,
# logins and scopes as a registry does. SIM_* are set by runner.ts.
images=$SIM_JOB/images logins=$SIM_JOB/logins
touch "$images" "$logins"

die() { echo "ERROR: $1" >&2; exit 1; }

checked() { # REF: in lower case, with a tag that a registry takes
  [[ $1 =~ ^[a-z0-9._:/-]+(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?(@sha256:[0-9a-f]+)?$ ]] ||
    die "invalid tag \"$1\": invalid reference format: repository name must be lowercase"
}

pushed() { # REF
  local host=${1%%/*} token path=${1#*/}
  [[ $host == *[.:]* ]] || { host=docker.io path=$1; }
  token=$(awk -v host="$host" '$1 == host { print $2 }' "$logins" | tail -1)
  [[ -n $token ]] || die "denied: requested access to $host is denied: not logged in"
  if [[ $token == "$SIM_TOKEN" ]]; then
    [[ $host == ghcr.io ]] || die "unauthorized: $host does not know this token"
    [[ $SIM_PACKAGES == write ]] || die "denied: permission_denied: write_package"
    [[ " $SIM_OWNERS " == *" ${path%%/*} "* ]] || die "denied: ${path%%/*} is somebody else's"
  fi
  printf 'push\t%s\n' "$1" >> "$SIM_CALLS"
}

push() {
  local ref all= image
  for ref; do [[ $ref == -a || $ref == --all-tags ]] && all=yes; done
  for ref; do
    [[ $ref == -* ]] && continue
    if [[ -n $all ]]; then
      [[ ${ref##*/} != *:* ]] || die "tag can't be used with --all-tags/-a"
      grep -qF "$ref:" "$images" || die "An image does not exist locally with the tag: $ref"
      while read -r image; do pushed "$image"; done < <(grep -F "$ref:" "$images" | sort -u)
      continue
    fi
    [[ ${ref##*/} == *:* ]] || ref=$ref:latest
    checked "$ref"
    grep -qxF "$ref" "$images" || die "An image does not exist locally with the tag: $ref"
    pushed "$ref"
  done
}

build() {
  local tags=() args=() file= context=. isPushed=
  while (($#)); do
    case $1 in
    -t | --tag) tags+=("$2"); shift ;;
    --tag=*) tags+=("${1#*=}") ;;
    -f | --file) file=$2; shift ;;
    --file=*) file=${1#*=} ;;
    --build-arg) args+=("$2"); shift ;;
    --build-arg=*) args+=("${1#*=}") ;;
    --push) isPushed=yes ;;
    --output=*push=true* | --output=type=registry*) isPushed=yes ;;
    -o | --output) [[ $2 == *push=true* || $2 == *type=registry* ]] && isPushed=yes; shift ;;
    --cache-from | --cache-to | --platform | --label | --target | --secret | --builder | --progress | \
      --annotation | --attest | --iidfile | --metadata-file | --network | --build-context | --ssh) shift ;;
    -*) ;;
    *) context=$1 ;;
    esac
    shift
  done
  [[ -d $context || $context == http* ]] || die "path \"$context\" not found"
  [[ -f ${file:-$context/Dockerfile} || $context == http* ]] ||
    die "failed to read dockerfile: open ${file:-Dockerfile}: no such file or directory"
  local tag i
  for i in "${!args[@]}"; do # without a value it is that of the variable
    [[ ${args[i]} == *=* ]] || args[i]=${args[i]}=${!args[i]-}
  done
  for tag in "${tags[@]}"; do
    checked "$tag"
    [[ ${tag##*/} == *:* ]] || tag=$tag:latest
    echo "$tag" >> "$images"
    printf 'build\t%s\t%s\n' "$tag" "${args[*]}" >> "$SIM_CALLS"
    [[ -z $isPushed ]] || pushed "$tag"
  done
}

login() {
  local host=docker.io password=
  while (($#)); do
    case $1 in
    -u | --username) shift ;;
    -p | --password) password=$2; shift ;;
    --password=*) password=${1#*=} ;;
    --password-stdin) password=$(cat) ;;
    -*) ;;
    *) host=${1#https://} ;;
    esac
    shift
  done
  [[ -n $password ]] || die "Must provide --username with --password-stdin"
  echo "${host%%/*} $password" >> "$logins"
}

command=$1; shift
[[ $command == buildx || $command == image || $command == builder ]] && { command=$1; shift; }
case $command in
build) build "$@" ;;
tag)
  grep -qxF "$1" "$images" || die "No such image: $1"
  checked "$2"; echo "$2" >> "$images" ;;
push) push "$@" ;;
login) login "$@" ;;
compose | bake)
  planned=$("$SIM_DENO" run --quiet --no-prompt --allow-read --allow-env --config "$SIM_ROOT/deno.json" \
    "$SIM_ROOT/scripts/checks/github_actions/cli.ts" "$command" "$@")
  case $? in
  0) while IFS= read -r line; do eval "$line"; done <<< "$planned" ;;
  3) printf 'unknown\tdocker %s\n' "$command" >> "$SIM_CALLS" ;;
  *) exit 1 ;;
  esac ;;
esac
