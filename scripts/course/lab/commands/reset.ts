/**
 * `deno task lab reset N`
 * @module
 */

import { forgetLab } from "../../../checks/mod.ts";
import { defineTool, Exit, type Tool } from "../../../lib/cli/mod.ts";
import { labOf } from "../labs.ts";
import { LAB, labNumber } from "./number.ts";

/** The command. */
export const reset: Tool = defineTool({
  name: "reset",
  summary: "forgets what was measured of a lab; files of yours stay",
  flags: {},
  operands: LAB,
  async run({ host, operands }) {
    const lab = labOf(labNumber(operands));
    const wasThere = await forgetLab(lab.lab);
    host.out(
      wasThere
        ? `lab ${lab.lab} begins anew; submissions/lab${lab.lab}.md is as it was`
        : `nothing was known of lab ${lab.lab}`,
    );
    return Exit.ok;
  },
});
