/**
 * Workflows of Lab 5 that are written differently and do the same.
 * @module
 */

import type { Change, Listed } from "../../../scripts/checks/variants/mod.ts";
import {
  all,
  CHECKOUT,
  CI,
  everywhere,
  gates,
  listed,
  swapped,
} from "./workflow_edits.ts";

const NPM = "      - run: npm install --global deno@2.9.6\n";

const GATES: Readonly<Record<string, Change>> = {
  "all gates in one step": gates(
    "      - run: deno fmt --check && deno lint && deno check services scripts && deno task test --unit\n",
  ),
  "all gates in one block": gates(
    "      - run: |\n          deno fmt --check\n          deno lint\n          deno check services scripts\n          deno task test --unit\n",
  ),
  "a shell that is named": gates(
    "      - shell: bash\n        run: |\n          deno fmt --check; deno lint\n          deno check services scripts; deno task test --unit\n",
  ),
  "a loop over gates": gates(
    '      - run: |\n          for gate in "fmt --check" lint "check services scripts" "task test --unit"; do\n            deno $gate\n          done\n',
  ),
  "a gate that fails by its own words": gates(
    '      - run: deno fmt --check || { echo "run deno fmt"; exit 1; }\n      - run: deno lint\n      - run: deno check services scripts\n      - run: deno task test --unit\n',
  ),
  "Deno by an action": swapped(
    NPM,
    "      - uses: denoland/setup-deno@909cc5acb0fdd60627fb858598759246509fa755 # v2\n        with: { deno-version: 2.9.6 }\n",
  ),
  "no forgiveness, said aloud": gates(
    "      - run: deno fmt --check\n        continue-on-error: false\n      - run: deno lint\n      - run: deno check services scripts\n      - run: deno task test --unit\n",
  ),
  "gates in a matrix": all(
    [
      / {6}- run: deno fmt[^]*?--unit\n/,
      "      - run: deno ${{ matrix.gate }}\n",
    ],
    [
      "    runs-on: ubuntu-24.04\n    timeout-minutes: 15\n",
      "    runs-on: ubuntu-24.04\n    strategy:\n      fail-fast: false\n      matrix:\n        gate: [fmt --check, lint, check services scripts, task test --unit]\n",
    ],
  ),
  "gates in two jobs": all(
    [
      "      - run: deno check services scripts\n      - run: deno task test --unit\n",
      `  types:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: ${CHECKOUT}\n${NPM}      - run: deno check services scripts\n      - run: deno task test --unit\n`,
    ],
    ["    needs: check\n", "    needs: [check, types]\n"],
  ),
  "gates in a workflow of their own": {
    [CI]: (old) =>
      old(CI).replace(
        / {2}check:\n[^]*?(?= {2}build:)/,
        "  check:\n    uses: ./.github/workflows/gates.yml\n",
      ),
    ".github/workflows/gates.yml": () =>
      `name: gates\non: workflow_call\npermissions: { contents: read }\njobs:\n  gates:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: ${CHECKOUT}\n${NPM}      - run: deno fmt --check\n      - run: deno lint\n      - run: deno check services scripts\n      - run: deno task test --unit\n`,
  },
  "a workflow for pull requests besides": {
    [CI]: (old) => old(CI).replace("  pull_request:\n", ""),
    ".github/workflows/pr.yml": () =>
      `name: pr\non: pull_request\npermissions: { contents: read }\njobs:\n  gates:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: ${CHECKOUT}\n${NPM}      - run: deno fmt --check\n      - run: deno lint\n      - run: deno check services scripts\n      - run: deno task test --unit\n`,
  },
  "a guard of the branch": all(
    [
      "on:\n  push:\n    branches: [main]\n  pull_request:\n",
      "on: [push, pull_request]\n",
    ],
    [
      "if: github.event_name == 'push' &&",
      "if: github.event_name == 'push' && github.ref == 'refs/heads/main' &&",
    ],
  ),
};

const RIGHTS: Readonly<Record<string, Change>> = {
  "no rights but those of jobs": all(
    ["permissions:\n  contents: read\n#", "permissions: {}\n#"],
    [
      "    timeout-minutes: 15\n",
      "    timeout-minutes: 15\n    permissions: { contents: read }\n",
    ],
  ),
  "all may be read": swapped(
    "permissions:\n  contents: read\n#",
    "permissions: read-all\n#",
  ),
  "one group for all": swapped(
    /concurrency:\n[^]*?(?=jobs:)/,
    "concurrency: deploy\n",
  ),
  "a group of its name and ref": swapped(
    "group: ci-${{ github.ref }}",
    "group: ${{ github.workflow }}-${{ github.ref_name }}",
  ),
  "a group of the job": all(
    [/concurrency:\n[^]*?(?=jobs:)/, ""],
    [
      "    timeout-minutes: 30\n",
      '    timeout-minutes: 30\n    concurrency: { group: "build-${{ github.ref }}-${{ matrix.service }}" }\n',
    ],
  ),
  "no version beside the pins": everywhere(" # v5.0.0", ""),
  "a guard with always": swapped(
    "github.event_name == 'push' &&",
    "always() && needs.check.result == 'success' && github.event_name == 'push' &&",
  ),
  "a guard that is no pull request": swapped(
    "github.event_name == 'push' &&",
    "github.event_name != 'pull_request' &&",
  ),
};

/** Each must pass at its steps. */
export const SAME_WORKFLOWS: readonly Listed[] = [
  ...listed(GATES, "equivalent", ["5.1"]),
  ...listed(RIGHTS, "equivalent", ["5.3"]),
];
