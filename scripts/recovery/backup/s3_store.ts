/**
 * A store that speaks S3. Where it is and who asks comes from the variables
 * that every such tool reads: AWS_ENDPOINT_URL_S3, AWS_REGION,
 * AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY.
 * @module
 */

import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Store, StoredFile } from "./store.ts";

/** Part of a file that is kept in memory; S3 takes no smaller ones. */
const PART_BYTES = 5 * 1024 * 1024;

/** The store that `s3://BUCKET/PREFIX` names. */
export function s3Store(url: string, region: string | undefined): Store {
  const { hostname: bucket, pathname } = new URL(url);
  const folder = pathname.replace(/^\/+|\/+$/g, "");
  const prefix = folder === "" ? "" : `${folder}/`;
  const client = new S3Client({
    forcePathStyle: true, // most stores besides Amazon's have no bucket hosts
    region: region ?? "us-east-1", // stores elsewhere do not mind
  });
  const keyOf = (name: string): { Bucket: string; Key: string } => ({
    Bucket: bucket,
    Key: prefix + name,
  });

  async function asked<T>(what: string, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (cause) {
      if (cause instanceof CouldNotRun) throw cause;
      const reason = cause instanceof S3ServiceException
        ? `${cause.name}: ${cause.message}`
        : String(cause);
      throw new CouldNotRun(`Cannot ${what} ${url}: ${reason}`, { cause });
    }
  }

  return {
    where: url,
    async list() {
      const files: StoredFile[] = [];
      let from: string | undefined;
      do {
        const page = await asked(
          "list",
          client.send(
            new ListObjectsV2Command({
              Bucket: bucket,
              Prefix: prefix,
              ...from === undefined ? {} : { ContinuationToken: from },
            }),
          ),
        );
        for (const { Key, Size = 0, LastModified } of page.Contents ?? []) {
          const name = Key?.slice(prefix.length) ?? "";
          if (name === "" || name.includes("/")) continue;
          files.push({
            name,
            bytes: Size,
            modified: LastModified ?? new Date(0),
          });
        }
        from = page.NextContinuationToken;
      } while (from !== undefined);
      return files;
    },
    async read(name) {
      const { Body } = await asked(
        `read ${name} of`,
        client.send(new GetObjectCommand(keyOf(name))),
      );
      if (Body === undefined) {
        throw new CouldNotRun(`Cannot read ${name} of ${url}: it is empty`);
      }
      return Body.transformToWebStream();
    },
    async write(name, bytes) {
      const upload = new Upload({
        client,
        params: { ...keyOf(name), Body: bytes, IfNoneMatch: "*" },
        partSize: PART_BYTES,
        queueSize: 2,
      });
      await asked(`write ${name} to`, upload.done());
    },
    async remove(name) {
      await asked(
        `remove ${name} of`,
        client.send(new DeleteObjectCommand(keyOf(name))),
      );
    },
  };
}
