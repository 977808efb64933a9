/**
 * The variables of a person's shell that would lead a tool elsewhere: a proxy
 * that answers in the shop's place, a Git hook whose repository is another one,
 * a service of libpq with a server of its own. A tool begins by putting them
 * right, and the programs that it starts inherit that.
 * @module
 */

/** The part of `Deno.env` that this needs. */
export interface Variables {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  delete(name: string): void;
}

/** Addresses of this machine, as variables for proxies write them. */
const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost", "::1"];

/**
 * Variables by which something outside decides for a tool. A hook of Git, or
 * `git rebase --exec`, sets those of its own repository, and `git -C` follows
 * them. Our tools name the database and its settings in each call.
 */
const FOREIGN: readonly string[] = [
  ...["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE"],
  ...["GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"],
  ...["GIT_PREFIX", "GIT_NAMESPACE", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE"],
  ...["GIT_REPLACE_REF_BASE", "GIT_NO_REPLACE_OBJECTS", "GIT_CONFIG"],
  ...["GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_TEMPLATE_DIR"],
  ...["GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"],
  ...["PGSERVICE", "PGOPTIONS", "PGHOSTADDR", "PGTARGETSESSIONATTRS"],
  ...["PGDATESTYLE", "PGTZ", "PGGEQO", "PGCLIENTENCODING"],
];

/** Puts them right. A variable that a tool may not touch is of no use to it. */
export function ownEnvironment(variables: Variables): void {
  for (const name of ["NO_PROXY", "no_proxy"]) {
    permitted(() => {
      const own = variables.get(name)?.split(",").filter((one) => one !== "");
      const all = new Set([...own ?? [], ...LOOPBACK]);
      variables.set(name, [...all].join(","));
    });
  }
  for (const name of FOREIGN) permitted(() => variables.delete(name));
}

function permitted(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable)) throw error;
  }
}
