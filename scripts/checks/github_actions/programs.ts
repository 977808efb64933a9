/**
 * The programs that a played workflow may use, and no others: it runs on a
 * student's own machine, where an installer would install and a deploy deploy.
 * @module
 */

/** They only look at and change files of the job's own folder. */
const HARMLESS: readonly string[] = [
  ...["awk", "base64", "basename", "bash", "cat", "chmod", "cmp", "cp", "cut"],
  ...["date", "diff", "dirname", "echo", "env", "envsubst", "expr", "false"],
  ...["find", "git", "grep", "gzip", "head", "jq", "kustomize", "ls", "mkdir"],
  ...["mktemp", "mv", "paste", "perl", "printf", "pwd", "readlink", "realpath"],
  ...["rm", "rmdir", "sed", "seq", "sh", "sha256sum", "sleep", "sort", "tail"],
  ...["tar", "tee", "test", "touch", "tr", "true", "uniq", "wc", "which"],
  ...["xargs", "yq"],
];

/** They reach out, or change the machine: here they do nothing, and say well. */
const IDLE: readonly string[] = [
  ...["sudo", "apt", "apt-get", "brew", "npm", "pnpm", "yarn", "pip", "pip3"],
  ...["curl", "wget", "gh", "ssh", "scp", "kubectl", "helm", "argocd", "k3d"],
  ...["cosign", "syft", "trivy", "hadolint", "actionlint", "shellcheck"],
];

/** The content of a program that does nothing. */
const IDLE_PROGRAM = "#!/bin/sh\nexit 0\n";

/**
 * Fills a folder that is to be the whole PATH: links to harmless programs, and
 * programs that do nothing for the rest. Any other program is not found.
 */
export async function fillPath(folder: string, path: string): Promise<void> {
  for (const name of HARMLESS) {
    const program = await lookUp(name, path);
    if (program !== undefined) await Deno.symlink(program, `${folder}/${name}`);
  }
  for (const name of IDLE) {
    await Deno.writeTextFile(`${folder}/${name}`, IDLE_PROGRAM, {
      mode: 0o755,
    });
  }
}

async function lookUp(name: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(":")) {
    const program = `${folder}/${name}`;
    const isThere = await Deno.stat(program).then(
      ({ isFile }) => isFile,
      () => false,
    );
    if (isThere) return program;
  }
  return undefined;
}
