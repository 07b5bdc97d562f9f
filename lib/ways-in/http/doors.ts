/**
 * The doors for programs and visitors: every address that an app of ours answers by itself, without Next. Served by the web
 * server (`npm run up`, `npm run dev`) and, those for programs, by `npm run api`.
 *
 * Guarantees: whoever asks at a door is answered by its app and nobody else; a method that the door does not take is told
 * so with those it takes. What differs between addresses in writing (a slash at the end, two in a row, dots) is no door's:
 * Next answers it, as it does for pages.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { makeApi } from '@/lib/ways-in/api/app';
import { APPS_PATH, answerApp } from '@/lib/ways-in/apps/door';
import { makeScimDoor } from '@/lib/ways-in/scim/app';
import { makeWidgetDoor } from '@/lib/ways-in/widget/app';
import { healthResponse, liveResponse, readyResponse } from './health';

type Answer = (request: Request) => Response | Promise<Response>;
export type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;
/** Who answers at an address (path and query), or undefined where there is no door. */
export type Doors = (url: string) => Listener | undefined;

interface Door {
  path: RegExp;
  /** Beside OPTIONS, which tells them, and HEAD where there is GET. */
  methods: readonly string[];
  /** Called once. */
  open(): Answer;
}

const DOORS = {
  health: { path: /^\/api\/health$/, methods: ['GET'], open: () => healthResponse },
  live: { path: /^\/api\/health\/live$/, methods: ['GET'], open: () => liveResponse },
  ready: { path: /^\/api\/health\/ready$/, methods: ['GET'], open: () => readyResponse },
  rest: {
    path: /^\/(crm|oauth|salesiq)\/./,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    open: () => answerOf(makeApi()),
  },
  scim: {
    path: /^\/scim\/v2\/./,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    open: () => answerOf(makeScimDoor()),
  },
  widget: { path: /^\/widget\/api\/./, methods: ['GET', 'POST'], open: () => answerOf(makeWidgetDoor()) },
  apps: { path: APPS_PATH, methods: ['POST'], open: () => answerApp },
  frame: { path: /^\/widget\/frame$/, methods: ['GET'], open: () => answerOf(makeWidgetDoor()) },
} as const satisfies Record<string, Door>;

export type DoorName = keyof typeof DOORS;
export const ALL_DOORS = Object.keys(DOORS) as DoorName[];
/** Those of `npm run api`. */
export const DOORS_FOR_PROGRAMS: readonly DoorName[] = ['health', 'live', 'ready', 'rest', 'scim'];

/** Opens doors, once a process. */
export function openDoors(names: readonly DoorName[] = ALL_DOORS): Doors {
  const open = names.map((name) => {
    const door: Door = DOORS[name];
    return { path: door.path, listener: listenerOf(answerAt(door)) };
  });
  return (url) => {
    const path = url.split('?', 1)[0] ?? '';
    return isPlain(path) ? open.find((door) => door.path.test(path))?.listener : undefined;
  };
}

/** Whether each address that means the same is written as this one. */
const isPlain = (path: string): boolean => !/\/\/|\\|\/$|\/(\.|%2e)/i.test(path);

/** By Node's server; the process keeps its own `Request` and `Response`, which Next has too. */
export const listenerOf = (answer: Answer): Listener =>
  // Who asks by HTTP/1.0 need not name a host, and monitors do not.
  getRequestListener(answer, { hostname: 'localhost', overrideGlobalObjects: false });

function answerAt({ methods, open }: Door): Answer {
  const answer = open();
  const taken = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort();
  const headers = { allow: taken.join(', ') };
  const plain: Answer = (request) => {
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });
    if (!taken.includes(request.method)) return new Response(null, { status: 405, headers });
    return answer(request);
  };
  const compressed = new Hono().use(compress()).all('*', (c) => plain(c.req.raw));
  return (request) => (request.headers.has('accept-encoding') ? compressed.fetch(request) : plain(request));
}

const answerOf =
  (app: Hono): Answer =>
  (request) =>
    app.fetch(request);
