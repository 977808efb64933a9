// @ts-check
/// <reference lib="dom" />
/**
 * The console's server, as the page sees it.
 * @module
 */

/** @typedef {import("../snapshot.ts").Snapshot} Snapshot */

/** @type {import("../snapshot.ts").Setup} */
export const setup = JSON.parse(
  document.getElementById("setup")?.textContent ?? "{}",
);

/**
 * Changes something.
 * @param {string} method
 * @param {string} path below `/api`
 * @param {unknown} [body]
 * @returns {Promise<any>} the answer
 * @throws {Error} with the refusal, in words
 */
export async function act(method, path, body) {
  const answer = await fetch(`/api${path}`, {
    method,
    headers: {
      "x-console-token": setup.token,
      "content-type": "application/json",
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text);
  throw new Error(refusalOf(text));
}

/** @param {string} text */
function refusalOf(text) {
  try {
    return JSON.parse(text).refused ?? text;
  } catch {
    return text; // the guard speaks plainly
  }
}

/**
 * The lines of the last minutes, or all of one request.
 * @param {string} [requestId]
 * @returns {Promise<readonly import("../log_line.ts").LogLine[]>}
 */
export async function logLines(requestId) {
  const query = requestId === undefined
    ? ""
    : `?request_id=${encodeURIComponent(requestId)}`;
  const answer = await fetch(`/api/logs${query}`);
  return (await answer.json()).lines;
}

/**
 * The rows that the server has kept.
 * @returns {Promise<Float32Array>}
 */
export async function pastRows() {
  const answer = await fetch("/api/history");
  return new Float32Array(await answer.arrayBuffer());
}

/**
 * Follows the stream; the browser connects again by itself. A console that
 * was started anew has another token: then the page loads itself anew.
 * @param {(snapshot: Snapshot) => void} onSnapshot
 * @param {(isLive: boolean) => void} onLive
 */
export function follow(onSnapshot, onLive) {
  const source = new EventSource("/api/stream");
  source.onmessage = ({ data }) => onSnapshot(JSON.parse(data));
  source.onopen = async () => {
    onLive(true);
    const page = await fetch("/").then((answer) => answer.text());
    if (!page.includes(setup.token)) location.reload();
  };
  source.onerror = () => onLive(false);
}
