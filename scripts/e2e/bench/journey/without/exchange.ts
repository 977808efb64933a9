/**
 * Calls through `fetch`, with a signal for the deadline, as they were before the
 * gateway had connections of its own.
 * @module
 */

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

type Send = (request: Request) => { answer: Promise<Answer>; cut(): void };

/** Stands for the one that chooses between `fetch` and lean connections. */
export function createSend(
  { baseUrl }: { readonly baseUrl: string },
): Send {
  return (request) => {
    const deadline = new AbortController();
    const answer = ask(baseUrl, request, deadline.signal);
    return { answer, cut: () => deadline.abort() };
  };
}

async function ask(
  baseUrl: string,
  { method, path, headers, body }: Request,
  signal: AbortSignal,
): Promise<Answer> {
  const response = await fetch(baseUrl + path, {
    ...{ method, headers, signal, redirect: "manual" },
    ...body === undefined ? {} : { body },
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: new Map(response.headers),
    text,
  };
}
