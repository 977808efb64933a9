/**
 * A program: one request to a store that speaks S3. A file's bytes come from
 * stdin and go to stdout, so that no backup has to fit into memory.
 *
 * The SDK is 35 packages, and most people never write to S3. Its lock stands
 * beside this file (see scripts/lib/process/own_packages.ts), so the root's
 * check knows neither the SDK nor its types; what is used is written down here.
 * @module
 */

import type { S3Request } from "./request.ts";

interface Client {
  send(command: unknown): Promise<Page>;
}

interface Page {
  readonly Contents?: readonly {
    readonly Key?: string;
    readonly Size?: number;
    readonly LastModified?: Date;
  }[];
  readonly NextContinuationToken?: string;
  readonly Body?: { transformToWebStream(): ReadableStream<Uint8Array> };
}

type Command = new (input: Readonly<Record<string, unknown>>) => unknown;

interface Sdk {
  readonly S3Client: new (
    options: Readonly<Record<string, unknown>>,
  ) => Client;
  readonly ListObjectsV2Command: Command;
  readonly GetObjectCommand: Command;
  readonly DeleteObjectCommand: Command;
}

interface Storage {
  readonly Upload: new (
    options: Readonly<Record<string, unknown>>,
  ) => { done(): Promise<unknown> };
}

/** The names are variables: the root's check would look for them in its lock. */
const [SDK, STORAGE] = ["@aws-sdk/client-s3", "@aws-sdk/lib-storage"];

/** Part of a file that is kept in memory; S3 takes no smaller ones. */
const PART_BYTES = 5 * 1024 * 1024;

async function answer({ kind, bucket, key, region }: S3Request): Promise<void> {
  const sdk: Sdk = await import(SDK);
  const client = new sdk.S3Client({
    forcePathStyle: true, // most stores besides Amazon's have no bucket hosts
    region,
  });
  const place = { Bucket: bucket, Key: key };
  switch (kind) {
    case "list":
      await print(JSON.stringify(await listed(sdk, client, bucket, key)));
      break;
    case "read": {
      const { Body } = await client.send(new sdk.GetObjectCommand(place));
      await Body?.transformToWebStream().pipeTo(Deno.stdout.writable);
      break;
    }
    case "write": {
      const { Upload }: Storage = await import(STORAGE);
      await new Upload({
        client,
        params: { ...place, Body: Deno.stdin.readable, IfNoneMatch: "*" },
        partSize: PART_BYTES,
        queueSize: 2,
      }).done();
      break;
    }
    case "remove":
      await client.send(new sdk.DeleteObjectCommand(place));
  }
}

async function listed(
  sdk: Sdk,
  client: Client,
  bucket: string,
  prefix: string,
): Promise<unknown> {
  const files: unknown[] = [];
  let from: string | undefined;
  do {
    const page = await client.send(
      new sdk.ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...from === undefined ? {} : { ContinuationToken: from },
      }),
    );
    for (const { Key, Size, LastModified } of page.Contents ?? []) {
      files.push({ key: Key, bytes: Size, modified: LastModified });
    }
    from = page.NextContinuationToken;
  } while (from !== undefined);
  return files;
}

async function print(text: string): Promise<void> {
  await new Blob([text]).stream().pipeTo(Deno.stdout.writable);
}

if (import.meta.main) {
  try {
    await answer(JSON.parse(Deno.args[0] ?? ""));
  } catch (error) {
    const reason = error instanceof Error
      ? `${error.name}: ${error.message}`
      : String(error);
    await Deno.stderr.write(new TextEncoder().encode(reason));
    Deno.exit(1);
  }
}
