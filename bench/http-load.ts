/** Calls a server over many connections, in a process of its own: what asking costs must not count as answering. */
import { Pool } from 'undici';

export interface LoadRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  path: string;
  body?: string;
}

export interface Load {
  origin: string;
  headers: Record<string, string>;
  /** Sent in turn. */
  requests: readonly LoadRequest[];
  connections: number;
  forMs: number;
}

export interface Loaded {
  seconds: number;
  latenciesMs: number[];
  bytes: number;
  /** How many answers were no success, by status or error. */
  failures: Record<string, number>;
}

async function run({ origin, headers, requests, connections, forMs }: Load): Promise<Loaded> {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const loaded: Loaded = { seconds: 0, latenciesMs: [], bytes: 0, failures: {} };
  const started = performance.now();
  let next = 0;
  const worker = async () => {
    while (performance.now() - started < forMs) {
      const { method, path, body } = requests[next++ % requests.length] as LoadRequest;
      const sent = performance.now();
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      const failure = await pool
        .request({ method, path, headers: { ...headers, ...type }, ...(body !== undefined && { body }) })
        .then(async (answer) => {
          loaded.bytes += (await answer.body.arrayBuffer()).byteLength;
          return answer.statusCode < 300 ? null : String(answer.statusCode);
        })
        .catch((error: Error) => error.name);
      loaded.latenciesMs.push(performance.now() - sent);
      if (failure) loaded.failures[failure] = (loaded.failures[failure] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  loaded.seconds = (performance.now() - started) / 1000;
  await pool.close();
  return loaded;
}

process.on('message', (load: Load) => void run(load).then((loaded) => process.send?.(loaded)));
