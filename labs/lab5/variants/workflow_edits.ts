/**
 * The workflow of Lab 5 in pieces, from which its variants are made.
 * @module
 */

import {
  type Change,
  edited,
  type Listed,
} from "../../../scripts/checks/variants/mod.ts";

/** The workflow. */
export const CI = ".github/workflows/ci.yml";

/** A pinned checkout. */
export const CHECKOUT =
  "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8";

const GATES = `      - run: deno fmt --check
      - run: deno lint
      - run: deno check services scripts
      - run: deno task test --unit
`;

const BUILD = / {6}- name: Log in[^]*?(?= {2}write-back:)/;

/** The four gates replaced by other steps. */
export function gates(steps: string): Change {
  return swapped(GATES, steps);
}

/** The steps that log in, build and push, replaced. */
export function build(steps: string): Change {
  return edited(CI, (text) => text.replace(BUILD, () => steps));
}

/** One text in the place of another. */
export function swapped(from: string | RegExp, to: string): Change {
  return edited(CI, (text) => text.replace(from, () => to));
}

/** All of a text in the place of another. */
export function everywhere(from: string, to: string): Change {
  return edited(CI, (text) => text.replaceAll(from, () => to));
}

/** Several changes of the workflow, one after the other. */
export function all(
  ...changes: readonly (readonly [string | RegExp, string])[]
): Change {
  return edited(CI, (text) =>
    changes.reduce((now, [from, to]) => {
      const next = now.replace(from, () => to);
      if (next === now) throw new Error(`there is no ${from}`);
      return next;
    }, text));
}

/** The login of the solution. */
export const LOGIN = `      - name: Log in
        env:
          TOKEN: \${{ secrets.GITHUB_TOKEN }}
          ACTOR: \${{ github.actor }}
        run: echo "$TOKEN" | docker login ghcr.io --username "$ACTOR" --password-stdin
`;

/** A step that builds and pushes by commands. */
export function byHand(commands: string, env = ""): string {
  return `${LOGIN}      - name: Build and push
        env:
          OWNER: \${{ github.repository_owner }}
          SERVICE: \${{ matrix.service }}
${env}        run: |
${commands.trimEnd().replaceAll(/^/gm, "          ")}
`;
}

/** Forms of one kind and some steps. */
export function listed(
  forms: Readonly<Record<string, Change>>,
  kind: Listed["kind"],
  steps: readonly string[],
): readonly Listed[] {
  return Object.entries(forms).map(([name, change]) => ({
    name,
    kind,
    steps,
    change,
  }));
}
