/** What the REST door says to PostgreSQL and to the client for one request, so that a bare server can say the same. */

import { flushUsage } from '@/lib/admin/api-clients/usage';
import { client } from '@/lib/platform/db/client';
import { newId } from '@/lib/platform/ids';
import { makeApi } from '@/lib/ways-in/api/app';
import type { LoadRequest } from './http-load';

export interface Sent {
  text: string;
  parameters: unknown[];
  /** Travelled with the one before, without waiting for its answer. */
  together: boolean;
}

export interface Recording {
  method: string;
  /** The path without its id. */
  path: string;
  /** With its `?`; empty without one. */
  query: string;
  /** The record's id in the path. */
  id: string | null;
  sent: Sent[];
  /** Ids that the request made: a repeat makes its own. */
  made: string[];
  status: number;
  headers: [string, string][];
  body: string;
}

const api = makeApi();
const ID = /\d{15,19}/g;

/** Asks once to warm up, and once more to record. */
export async function record(request: LoadRequest, headers: Record<string, string>): Promise<Recording> {
  const { method, path, body } = request;
  const ask = (text: string | undefined) =>
    api.request(path, {
      method,
      headers: { ...headers, ...(text !== undefined && { 'content-type': 'application/json' }) },
      ...(text !== undefined && { body: text }),
    });
  await ask(body);
  await flushUsage();
  const since = BigInt(newId());
  const sent = listenToSql();
  // Another value, else an update has nothing to write.
  const answer = await ask(body?.replaceAll('Shelbyville', 'Ogdenville'));
  client().options.debug = false;
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  const said = JSON.stringify(sent) + text;
  const made = new Set((said.match(ID) ?? []).filter((id) => BigInt(id) > since));
  const id = /\/(\d{15,19})(?:\?|$)/.exec(path)?.[1] ?? null;
  return {
    method,
    path: path.replace(/\?.*$/, '').replace(/\/\d{15,19}$/, ''),
    query: /\?.*$/.exec(path)?.[0] ?? '',
    id,
    sent,
    made: [...made],
    status: answer.status,
    headers: [...answer.headers],
    body: text,
  };
}

function listenToSql(): Sent[] {
  const sent: Sent[] = [];
  let sameTurn = false;
  client().options.debug = (_connection, text, parameters) => {
    sent.push({ text, parameters: [...parameters], together: sameTurn });
    sameTurn = true;
    setImmediate(() => {
      sameTurn = false;
    });
  };
  return sent;
}
