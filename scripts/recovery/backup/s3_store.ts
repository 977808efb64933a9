/**
 * A store that speaks S3. Where it is and who asks comes from the variables
 * that every such tool reads: AWS_ENDPOINT_URL_S3, AWS_REGION,
 * AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY.
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import {
  runWithOwnPackages,
  streamWithOwnPackages,
} from "../../lib/process/mod.ts";
import type { Store } from "./store.ts";
import type { S3Request } from "./s3/request.ts";

const PROGRAM = new URL("./s3/main.ts", import.meta.url);

const objects = z.array(z.object({
  key: z.string().default(""),
  bytes: z.number().default(0),
  modified: z.coerce.date().default(new Date(0)),
}));

/** The store that `s3://BUCKET/PREFIX` names. */
export function s3Store(url: string, region: string | undefined): Store {
  const { hostname: bucket, pathname } = new URL(url);
  const folder = pathname.replace(/^\/+|\/+$/g, "");
  const prefix = folder === "" ? "" : `${folder}/`;

  function request(kind: S3Request["kind"], name: string): readonly string[] {
    const asked: S3Request = {
      kind,
      bucket,
      key: prefix + name,
      region: region ?? "us-east-1", // stores elsewhere do not mind
    };
    return [JSON.stringify(asked)];
  }

  async function asked<T>(what: string, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (cause) {
      if (!(cause instanceof CouldNotRun)) throw cause;
      throw new CouldNotRun(`Cannot ${what} ${url}: ${cause.message}`, {
        cause,
      });
    }
  }

  return {
    where: url,
    async list() {
      const args = request("list", "");
      const found = await asked(
        "list",
        runWithOwnPackages({ program: PROGRAM, args }),
      );
      return objects.parse(JSON.parse(found)).flatMap(
        ({ key, bytes, modified }) => {
          const name = key.slice(prefix.length);
          return name === "" || name.includes("/")
            ? []
            : [{ name, bytes, modified }];
        },
      );
    },
    async read(name) {
      return await asked(
        `read ${name} of`,
        streamWithOwnPackages({
          program: PROGRAM,
          args: request("read", name),
        }),
      );
    },
    async write(name, input) {
      await asked(
        `write ${name} to`,
        runWithOwnPackages({
          program: PROGRAM,
          args: request("write", name),
          input,
        }),
      );
    },
    async remove(name) {
      await asked(
        `remove ${name} of`,
        runWithOwnPackages({ program: PROGRAM, args: request("remove", name) }),
      );
    },
  };
}
