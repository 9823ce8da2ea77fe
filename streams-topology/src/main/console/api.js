// Asks the query API, and knows whether it can be reached.

const PATIENCE_MILLIS = 12_000;
const PAGE = 1000;

let signIn = () => Promise.reject(new Error('nobody to ask for a token'));
let announce = () => {};

/** Something the API didn't answer with 200. Its message is for people. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** Who is asked for a token, and who is told how the connection is. */
export function attach(handlers) {
  ({ signIn, announce } = handlers);
}

/** The answer to a question, as an object. */
export async function get(path, signal) {
  const response = await send(path, { signal });
  if (response.status === 401) {
    await signIn();
    return get(path, signal);
  }
  return read(response);
}

/**
 * All entries of a list, page by page.
 *
 * @param most how many at most
 * @return {items, more}: whether there are more than that
 */
export async function all(path, signal, most = 20_000) {
  const items = [];
  let cursor = null;
  do {
    const page = await get(`${path}?limit=${PAGE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, signal);
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor && items.length < most);
  return { items, more: Boolean(cursor) };
}

/** Opens a session with a token; the cookie that stands for it is out of reach from here. */
export async function openSession(token) {
  return read(await send('/v1/session', { method: 'POST', headers: { Authorization: `Bearer ${token}` } }));
}

async function send(path, options) {
  const patience = AbortSignal.timeout(PATIENCE_MILLIS);
  const signal = options.signal ? AbortSignal.any([options.signal, patience]) : patience;
  try {
    const response = await fetch(path, { ...options, signal, credentials: 'same-origin', cache: 'no-store' });
    announce('live');
    return response;
  } catch (error) {
    if (options.signal?.aborted) {
      throw options.signal.reason;
    }
    announce('away');
    throw new Problem(0, 'The instance does not answer. It is asked again and again.');
  }
}

async function read(response) {
  const body = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Problem(response.status, body?.detail ?? `The answer was ${response.status}.`);
  }
  return body;
}

/**
 * Does something again and again while the page is looked at, until the signal says stop. What
 * fails is told and tried again.
 */
export async function every(seconds, signal, action, failed = () => {}) {
  while (!signal.aborted) {
    try {
      if (!document.hidden) {
        await action();
      }
    } catch (problem) {
      if (signal.aborted) {
        return;
      }
      if (!(problem instanceof Problem)) {
        console.error(problem);
      }
      failed(problem);
    }
    await pause(seconds * 1000, signal);
  }
}

/** Waits; less if the page comes into view meanwhile. */
function pause(millis, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, millis);
    document.addEventListener('visibilitychange', done);
    signal.addEventListener('abort', done);
  });
}
