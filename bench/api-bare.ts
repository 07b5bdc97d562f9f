/**
 * The least that could answer as the REST door does: `node:http`, postgres.js, the statements of the door as they were
 * recorded, and its bytes. Nothing is checked, sealed, hashed or made.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type postgres from 'postgres';
import { closeClient, connect } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { newId } from '@/lib/platform/ids';
import type { Recording, Sent } from './api-recording';

const sql = connect(env().DATABASE_URL);
type Runner = Pick<postgres.Sql, 'unsafe'>;

/** Statements that travel together, and those between BEGIN and COMMIT on one connection. */
type Step = { isolation: string | null; groups: Sent[][] };

function stepsOf(sent: readonly Sent[]): Step[] {
  const steps: Step[] = [];
  let open: Step | null = null;
  for (const one of sent) {
    const begun = /^begin (.*)$/.exec(one.text.trim())?.[1];
    if (begun !== undefined) {
      open = { isolation: begun, groups: [] };
      steps.push(open);
    } else if (one.text.trim() === 'commit') {
      open = null;
    } else {
      const step: Step = open ?? { isolation: null, groups: [] };
      if (!open) steps.push(step);
      const last = step.groups.at(-1);
      if (one.together && last) last.push(one);
      else step.groups.push([one]);
    }
  }
  return steps;
}

async function runSteps(steps: readonly Step[], fresh: (text: string) => string): Promise<void> {
  const send = (on: Runner, { text, parameters }: Sent) =>
    on.unsafe(text, parameters.map((given) => (typeof given === 'string' ? fresh(given) : given)) as never[], {
      prepare: true,
    });
  const sendAll = async (on: Runner, groups: readonly Sent[][]) => {
    for (const group of groups) await Promise.all(group.map((one) => send(on, one)));
  };
  for (const { isolation, groups } of steps) {
    if (isolation === null) await sendAll(sql, groups);
    else await sql.begin(isolation, (tx) => sendAll(tx, groups));
  }
}

async function readAll(request: IncomingMessage): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length > 0) JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

process.once('message', ({ port, recordings }: { port: number; recordings: Recording[] }) => {
  const known = recordings.map((recording) => ({ ...recording, steps: stepsOf(recording.sent) }));
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/, '');
    const id = /\/(\d{15,19})$/.exec(path)?.[1];
    const base = id ? path.slice(0, -id.length - 1) : path;
    const found = known.find(
      (one) => one.method === request.method && one.path === base && (one.id === null) === (id === undefined),
    );
    if (!found) {
      response.writeHead(404).end();
      return;
    }
    await readAll(request);
    const swaps: [string, string][] = found.made.map((old) => [old, newId()]);
    if (found.id !== null && id !== undefined) swaps.push([found.id, id]);
    const fresh = (text: string) => swaps.reduce((done, [old, made]) => done.replaceAll(old, made), text);
    try {
      await runSteps(found.steps, fresh);
      response.writeHead(found.status, found.headers).end(fresh(found.body));
    } catch {
      response.writeHead(500).end();
    }
  });
  server.listen(port, '127.0.0.1');
  process.once('SIGTERM', () => void closeClient().then(() => process.exit(0)));
});
