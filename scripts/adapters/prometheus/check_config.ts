/**
 * Whether Prometheus would take a configuration, answered by promtool.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { findPromtool, type PromtoolHost } from "./promtool.ts";

/**
 * Why Prometheus would refuse this prometheus.yml; undefined: it would not, or
 * there is no promtool that could say so. Files that it names are not looked at.
 */
export async function checkConfig(
  host: PromtoolHost,
  text: string,
): Promise<string | undefined> {
  const folder = await Deno.makeTempDir({ prefix: "promtool-" });
  const file = `${folder}/prometheus.yml`;
  try {
    await Deno.writeTextFile(file, text);
    await Deno.chmod(folder, 0o755); // an image's user reads it too
    const promtool = await findPromtool(host, [folder])
      .catch((error: unknown) => {
        if (error instanceof CouldNotRun) return undefined;
        throw error;
      });
    const ended = await promtool?.("check", "config", "--syntax-only", file);
    if (ended === undefined || ended.code === 0) return undefined;
    const said = `${ended.stdout}\n${ended.stderr}`.replaceAll(`${folder}/`, "")
      .split("\n").map((line) => line.trim())
      .filter((line) => line !== "" && !/^(?:Checking|FAILED:?$)/.test(line));
    return said.join(" ").replace(/^FAILED: /, "");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
