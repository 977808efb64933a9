// Runs with -P=test-system
/**
 * A store that speaks S3, against a server in this process that knows the
 * requests for one bucket. The SDK is the real one, in its own process.
 */

import { s3Store } from "./s3_store.ts";
import { testStore } from "./store_contract.ts";

const VARIABLES = {
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REQUEST_CHECKSUM_CALCULATION: "WHEN_REQUIRED",
  NO_PROXY: "127.0.0.1",
};

testStore("S3", async (body) => {
  const files = new Map<string, Uint8Array>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => answer(files, request),
  );
  const { port } = server.addr;
  const all = { ...VARIABLES, AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}` };
  const before = Object.keys(all).map((name) =>
    [name, Deno.env.get(name)] as const
  );
  for (const [name, value] of Object.entries(all)) Deno.env.set(name, value);
  try {
    await body(s3Store("s3://shop/backups", undefined));
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    }
    await server.shutdown();
  }
});

async function answer(
  files: Map<string, Uint8Array>,
  request: Request,
): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const key = decodeURIComponent(pathname.replace(/^\/shop\/?/, ""));
  const found = files.get(key);
  switch (request.method) {
    case "GET":
      if (key === "") return listing(files, searchParams.get("prefix") ?? "");
      return found === undefined
        ? refusal(404, "NoSuchKey")
        : new Response(new Uint8Array(found));
    case "PUT": {
      const bytes = await request.bytes();
      if (found !== undefined) return refusal(412, "PreconditionFailed");
      files.set(key, bytes);
      return new Response(null, { headers: { ETag: '"a"' } });
    }
    case "DELETE":
      files.delete(key);
      return new Response(null, { status: 204 });
    default:
      return refusal(405, "MethodNotAllowed");
  }
}

function listing(
  files: ReadonlyMap<string, Uint8Array>,
  prefix: string,
): Response {
  const contents = [...files].filter(([key]) => key.startsWith(prefix)).map((
    [key, { length }],
  ) =>
    `<Contents><Key>${key}</Key><Size>${length}</Size>` +
    "<LastModified>2026-12-01T00:00:00.000Z</LastModified></Contents>"
  );
  return new Response(
    `<ListBucketResult>${contents.join("")}</ListBucketResult>`,
  );
}

function refusal(status: number, code: string): Response {
  const xml = `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return new Response(xml, { status });
}
