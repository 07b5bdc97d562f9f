/**
 * The headers of every answer: pages, data, files, redirects, refusals and what nobody thought of.
 *
 * Guarantees: whatever an answer comes from, it goes out with each of these headers, unless the address is named below
 * or its handler set the header itself. They are filled in at the last moment, when the head is written. Not for what
 * Node answers before there is a request (no HTTP at all, a head that is too long): that has no body.
 */
import type { ServerResponse } from 'node:http';
import { DATA_HEADERS, PAGE_HEADERS, STRICT_TRANSPORT } from './security-headers';

/** As strict as it goes: what is no page of ours is data, and nothing in it runs. */
const ALWAYS: Readonly<Record<string, string>> = { ...PAGE_HEADERS, ...DATA_HEADERS };

interface Exception {
  path: RegExp;
  why: string;
  /** A file in public/: only read. Next answers another method with an error of its own. */
  isFile?: true;
  /** `null`: not sent, unless the handler sets it. A value stands, whatever the handler set. */
  headers: Readonly<Record<string, string | null>>;
}

const BRIEFLY_KEPT = 'public, max-age=300, stale-while-revalidate=86400';

/** All that differ, by name. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    path: /^\/widget\.js$/,
    why: 'the script of the snippet, which stands on other sites',
    isFile: true,
    headers: { 'cache-control': BRIEFLY_KEPT, 'cross-origin-resource-policy': 'cross-origin' },
  },
  {
    path: /^\/widget-(frame|text-\w\w)\.js$/,
    why: 'public files of the frame of our own',
    isFile: true,
    headers: { 'cache-control': BRIEFLY_KEPT },
  },
  {
    path: /^\/widget\/frame$/,
    why: 'the sites of a brand frame it: its policy names them, and this header could name none',
    headers: { 'x-frame-options': null },
  },
];

/** Whether a public file is at this path. Pure. */
export const isPublicFile = (path: string): boolean =>
  EXCEPTIONS.some((exception) => exception.isFile && exception.path.test(path));

export interface AnswerHeaders {
  /** Sent where the handler has set none. */
  missing: Readonly<Record<string, string>>;
  /** Sent whatever the handler has set, unless the answer is an error. */
  always: Readonly<Record<string, string>>;
}

/** The headers that an answer at this path goes out with. Pure. */
export function headersAt(path: string, isHttps: boolean): AnswerHeaders {
  const own = EXCEPTIONS.find((exception) => exception.path.test(path))?.headers ?? {};
  const strict = isHttps ? Object.fromEntries([STRICT_TRANSPORT]) : {};
  const missing = Object.entries({ ...ALWAYS, ...strict }).filter(([name]) => own[name] !== null);
  const always = Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== null);
  return { missing: Object.fromEntries(missing), always: Object.fromEntries(always) };
}

/** Completes the head of the answer when it is written. */
export function completeHead(response: ServerResponse, { missing, always }: AnswerHeaders): void {
  const writeHead = response.writeHead;
  response.writeHead = function completed(this: ServerResponse, ...given: [number, ...unknown[]]) {
    if (!response.headersSent) {
      if (given[0] < 400) for (const [name, value] of Object.entries(always)) response.setHeader(name, value);
      const named = namesIn(given.at(-1));
      for (const [name, value] of Object.entries(missing)) {
        if (!response.hasHeader(name) && !named.has(name)) response.setHeader(name, value);
      }
    }
    return Reflect.apply(writeHead, this, given);
  } as typeof writeHead;
}

/** The names of the headers that were handed to `writeHead`: an object, a list of pairs, or a flat list. */
function namesIn(given: unknown): Set<string> {
  if (typeof given !== 'object' || given === null) return new Set();
  const names = Array.isArray(given)
    ? given.flatMap((entry, at) => (Array.isArray(entry) ? [entry[0]] : at % 2 === 0 ? [entry] : []))
    : Object.keys(given);
  return new Set(names.map((name) => String(name).toLowerCase()));
}
