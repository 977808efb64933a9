/**
 * Workflows of Lab 5 that are wrong in one point.
 * @module
 */

import {
  type Change,
  edited,
  type Listed,
} from "../../../scripts/checks/variants/mod.ts";
import {
  all,
  build,
  byHand,
  CI,
  everywhere,
  gates,
  listed,
  LOGIN,
  swapped,
} from "./workflow_edits.ts";

/** The text behind the first group is left out. */
function cut(pattern: RegExp): Change {
  return edited(CI, (text) => text.replace(pattern, "$1"));
}

const GATES: Readonly<Record<string, Change>> = {
  "the format is not checked": swapped("      - run: deno fmt --check\n", ""),
  "the format is made": swapped("deno fmt --check", "deno fmt"),
  "no lint": swapped("      - run: deno lint\n", ""),
  "types of the services alone": swapped(
    "deno check services scripts",
    "deno check services/gateway",
  ),
  "tests of the gateway alone": swapped(
    "deno task test --unit",
    "deno test services/gateway",
  ),
  "a gate with || true": swapped("deno lint", "deno lint || true"),
  "a gate with || echo": swapped("deno lint", "deno lint || echo fix it later"),
  "a gate that is forgiven": swapped(
    "      - run: deno lint\n",
    "      - run: deno lint\n        continue-on-error: true\n",
  ),
  "a job that is forgiven": swapped(
    "    timeout-minutes: 15\n",
    "    timeout-minutes: 15\n    continue-on-error: true\n",
  ),
  "set +e": gates(
    "      - run: |\n          set +e\n          deno fmt --check\n          deno lint\n          deno check services scripts\n          deno task test --unit\n          echo done\n",
  ),
  "a semicolon where nothing fails": gates(
    "      - run: deno fmt --check; deno lint; deno check services scripts; deno task test --unit\n        shell: bash {0}\n",
  ),
  "a pipe that hides the end": swapped(
    "deno task test --unit",
    "deno task test --unit | tee log.txt",
  ),
  "gates after the build": swapped("    needs: check\n", ""),
  "the build goes on always": swapped(
    "if: github.event_name == 'push' &&",
    "if: always() && github.event_name == 'push' &&",
  ),
  "the build does not mind a failure": swapped(
    "if: github.event_name == 'push' &&",
    "if: github.event_name == 'push' && !cancelled() &&",
  ),
  "gates only on pushes": swapped(
    "  check:\n",
    "  check:\n    if: github.event_name == 'push'\n",
  ),
  "no pull requests": swapped("  pull_request:\n", ""),
  "pull requests of another branch": swapped(
    "  pull_request:\n",
    "  pull_request:\n    branches: [develop]\n",
  ),
  "pull requests about documents": swapped(
    "  pull_request:\n",
    "  pull_request:\n    paths: ['**.md']\n",
  ),
  "a job that is not there": swapped(
    "    needs: check\n",
    "    needs: checks\n",
  ),
  "a key that there is not": swapped(
    "    runs-on: ubuntu-24.04\n",
    "    run-on: ubuntu-24.04\n",
  ),
  "a password in the file": swapped(
    "TOKEN: ${{ secrets.GITHUB_TOKEN }}",
    "TOKEN: aB3dE5fG7hJ9kL1mN3pQ5rS7",
  ),
};

const IMAGES: Readonly<Record<string, Change>> = {
  "latest besides": swapped(
    'docker push "$image"',
    'docker push "$image"\n          docker tag "$image" "ghcr.io/${OWNER,,}/quickticket/$SERVICE:latest"\n          docker push "ghcr.io/${OWNER,,}/quickticket/$SERVICE:latest"',
  ),
  "latest alone": swapped('$SERVICE:$GITHUB_SHA"\n', '$SERVICE"\n'),
  "the number of the run": swapped(
    '$SERVICE:$GITHUB_SHA"\n',
    '$SERVICE:$GITHUB_RUN_NUMBER"\n',
  ),
  "the branch": swapped(
    '$SERVICE:$GITHUB_SHA"\n',
    '$SERVICE:$GITHUB_REF_NAME"\n',
  ),
  "six digits of the commit": swapped(
    '$SERVICE:$GITHUB_SHA"\n',
    '$SERVICE:${GITHUB_SHA::6}"\n',
  ),
  "a date": swapped('$SERVICE:$GITHUB_SHA"\n', '$SERVICE:$(date +%Y%m%d)"\n'),
  "capitals": swapped("${OWNER,,}", "$OWNER"),
  "somebody else's account": swapped("ghcr.io/${OWNER,,}/", "ghcr.io/octocat/"),
  "another registry": swapped('image="ghcr.io/', 'image="docker.io/'),
  "no login": swapped(LOGIN, ""),
  "no right to write packages": swapped("      packages: write\n", ""),
  "two services": swapped("[gateway, events, payments]", "[gateway, events]"),
  "the same image three times": swapped(
    "quickticket/$SERVICE:",
    "quickticket/gateway:",
  ),
  "no revision": swapped(' --build-arg REVISION="$GITHUB_SHA"', ""),
  "a revision that stays": swapped('REVISION="$GITHUB_SHA"', "REVISION=1.0.0"),
  "the revision of the branch": swapped(
    'REVISION="$GITHUB_SHA"',
    'REVISION="$GITHUB_REF_NAME"',
  ),
  "no push": swapped('          docker push "$image"\n', ""),
  "another Dockerfile": swapped(
    "--file services/Dockerfile",
    "--file Dockerfile",
  ),
  "no checkout": cut(
    /( {2}build:\n[^]*?steps:\n) {6}- uses: actions\/checkout[^]*?(?= {6}- name: Log in)/,
  ),
  "every branch": all(["    branches: [main]\n", ""]),
  "every branch but main": swapped(
    "branches: [main]",
    "branches-ignore: [main]",
  ),
  "features, too": swapped(
    "branches: [main]",
    "branches: [main, 'feature/**']",
  ),
  "a push that may fail": build(byHand(
    `docker build --file services/Dockerfile --build-arg SERVICE="$SERVICE" --build-arg REVISION="$GITHUB_SHA" --tag "ghcr.io/$OWNER/quickticket/$SERVICE:$GITHUB_SHA" . || true
docker push "ghcr.io/$OWNER/quickticket/$SERVICE:$GITHUB_SHA" || true`,
  )),
  "metadata with latest": build(
    `${LOGIN}      - id: meta
        uses: docker/metadata-action@902fa8ec7d6ecbf8d84d538b9b233a880e428804
        with:
          images: ghcr.io/\${{ github.repository_owner }}/quickticket/\${{ matrix.service }}
          tags: |
            type=sha,format=long,prefix=
            type=raw,value=latest
      - uses: docker/build-push-action@14487ce63c7a62a4a324b0bfb37086795e31c6c1
        with:
          file: services/Dockerfile
          push: true
          tags: \${{ steps.meta.outputs.tags }}
          build-args: |
            SERVICE=\${{ matrix.service }}
            REVISION=\${{ github.sha }}
`,
  ),
  "pushed by an action that does not push": build(
    `${LOGIN}      - uses: docker/build-push-action@14487ce63c7a62a4a324b0bfb37086795e31c6c1
        with:
          file: services/Dockerfile
          tags: ghcr.io/some-student/quickticket/\${{ matrix.service }}:\${{ github.sha }}
          build-args: |
            SERVICE=\${{ matrix.service }}
            REVISION=\${{ github.sha }}
`,
  ),
};

const RIGHTS: Readonly<Record<string, Change>> = {
  "no rights are named": all(["permissions:\n  contents: read\n#", "#"]),
  "all rights": swapped(
    "permissions:\n  contents: read\n#",
    "permissions: write-all\n#",
  ),
  "a right too many": swapped(
    "      packages: write\n",
    "      packages: write\n      actions: write\n",
  ),
  "issues may be written": swapped(
    "  contents: read\n#",
    "  contents: read\n  issues: write\n#",
  ),
  "an action by its version": everywhere(
    "@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0",
    "@v5",
  ),
  "one action by its branch": swapped(
    "@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0",
    "@main",
  ),
  "a short pin": swapped(
    "@08c6903cd8c0fde910a37f88322edcfb5dd907a8",
    "@08c6903",
  ),
  "an action without anything": swapped(
    "@08c6903cd8c0fde910a37f88322edcfb5dd907a8",
    "@v5.0.0",
  ),
  "nothing queues": swapped(/concurrency:\n[^]*?(?=jobs:)/, ""),
  "a group of each commit": swapped(
    "group: ci-${{ github.ref }}",
    "group: ci-${{ github.sha }}",
  ),
  "a group of each run": swapped(
    "group: ci-${{ github.ref }}",
    "group: ${{ github.workflow }}-${{ github.run_id }}",
  ),
  "pull requests push": swapped(
    "if: github.event_name == 'push' && !startsWith(github.event.head_commit.message, 'ci:')\n",
    "if: always()\n",
  ),
  "strangers get the token": swapped(
    "  pull_request:\n",
    "  pull_request_target:\n",
  ),
  "a composite action by its version": {
    [CI]: (old) =>
      old(CI).replace(
        "      - run: deno fmt --check\n",
        "      - uses: ./.github/actions/deno\n      - run: deno fmt --check\n",
      ),
    ".github/actions/deno/action.yml": () =>
      "name: deno\ndescription: Deno\nruns:\n  using: composite\n  steps:\n    - uses: denoland/setup-deno@v2\n",
  },
};

/** Each must fail at its step. */
export const WRONG_WORKFLOWS: readonly Listed[] = [
  ...listed(GATES, "neighbour", ["5.1"]),
  ...listed(IMAGES, "neighbour", ["5.2"]),
  ...listed(RIGHTS, "neighbour", ["5.3"]),
];
