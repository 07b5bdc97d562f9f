/** The servers that the benches of live chat ask, each a process of its own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'undici';
import type { Context } from '@/lib/platform/context';

export interface ChatServer {
  pid: number;
  origin: string;
  /** A call that is not a stream. @throws on any answer that is no success but 429, whose wait is kept. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string, headers: Record<string, string>): Promise<Answer>;
  stop(): Promise<void>;
}

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: benches look into whatever came
  body: any;
  /** When the transaction that notifies was asked for. */
  begunMs: number;
  /** Times it was told to come later. */
  waits: number;
}

/** The visitor's door with the operators' verbs beside it. */
export const startChat = (operator: Context): Promise<ChatServer> => start('bench/chat-server.ts', operator);

export const startBareChat = (): Promise<ChatServer> => start('bench/chat-bare.ts', {});

async function start(file: string, told: object): Promise<ChatServer> {
  const child = fork(file, {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    // Each visitor has an address of its own, as behind a proxy.
    env: { ...process.env, TRUST_PROXY: 'true' },
  });
  child.send(told);
  const [port] = (await once(child, 'message')) as [number];
  const origin = `http://127.0.0.1:${port}`;
  const dispatcher = new Agent({ connections: 32, pipelining: 1 });
  const ask = (method: 'GET' | 'POST', path: string, headers: Record<string, string>, body?: string) =>
    answerOf(() =>
      dispatcher.request({
        origin,
        method,
        path,
        headers: { ...headers, 'content-type': 'application/json' },
        ...(body && { body }),
      }),
    );
  return {
    pid: child.pid as number,
    origin,
    post: (path, body, headers = {}) => ask('POST', path, headers, JSON.stringify(body)),
    get: (path, headers) => ask('GET', path, headers),
    async stop() {
      await dispatcher.destroy();
      child.disconnect();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** Asks again when it is told to come later, as the widget does. */
async function answerOf(ask: () => ReturnType<Agent['request']>): Promise<Answer> {
  for (let waits = 0; ; waits += 1) {
    const { statusCode, headers, body } = await ask();
    const text = await body.text();
    if (statusCode === 429) {
      await new Promise((resolve) => setTimeout(resolve, Number(headers['retry-after'] ?? 1) * 1000));
      continue;
    }
    if (statusCode >= 300) throw new Error(`answered ${statusCode}`);
    return { body: text === '' ? null : JSON.parse(text), begunMs: Number(headers['x-begun']), waits };
  }
}
