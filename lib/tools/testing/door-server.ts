/** Processes that serve the visitor's door on the test's database, and visitors who talk to them over HTTP. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Id } from '@/lib/platform/ids';
import { compiled } from './compiled';

export interface DoorServer {
  port: number;
  /** Kills it without warning. */
  kill(): Promise<void>;
}

/** @param port the one it had before it was killed; absent: any that is free. */
export async function startDoor(port = 0): Promise<DoorServer> {
  const child: ChildProcess = spawn(
    process.execPath,
    [await compiled('lib/tools/testing/door-process.ts'), String(port)],
    // Each visitor has an address of its own, as behind a proxy.
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, TRUST_PROXY: 'true' } },
  );
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return {
    port: Number(line.toString()),
    async kill() {
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

let addresses = 0;

/** A visitor who does not give up: a call that got no answer is made again, as the widget does. */
export class PatientVisitor {
  token = '';
  conversationId: Id = '';
  /** Calls that got no answer. */
  retries = 0;
  readonly #address: string;

  constructor(
    readonly brand: string,
    /** Asked at each call, so that it may change. */
    readonly portOf: () => number,
  ) {
    addresses += 1;
    this.#address = `198.18.${addresses >> 8}.${addresses & 255}`;
  }

  async begin(question: string): Promise<void> {
    ({ token: this.token } = await this.post('visits', { brand: this.brand }));
    const answers = { name: 'Vera Visitor', email: 'vera@visitor.example', question };
    const clientId = crypto.randomUUID();
    ({ conversationId: this.conversationId } = await this.post('conversations', {
      brand: this.brand,
      clientId,
      ...answers,
    }));
  }

  /** Resolves when the server has said that it keeps the message. */
  async say(text: string): Promise<void> {
    await this.post(`conversations/${this.conversationId}/messages`, { clientId: crypto.randomUUID(), text });
  }

  async attach(name: string, text: string): Promise<void> {
    const url = `http://127.0.0.1:${this.portOf()}/widget/api/conversations/${this.conversationId}/files`;
    const headers = { ...this.#headers(), 'x-file-name': encodeURIComponent(name), 'x-client-id': crypto.randomUUID() };
    const response = await fetch(url, { method: 'POST', headers, body: text });
    if (!response.ok) throw new Error(`The upload answered ${response.status}.`);
  }

  changes(since = 0) {
    return this.#ask('GET', `conversations/${this.conversationId}/changes?since=${since}`);
  }

  post(path: string, body: unknown) {
    return this.#ask('POST', path, body);
  }

  /** Hints as they come. */
  async stream(signal: AbortSignal): Promise<ReadableStreamDefaultReader<string>> {
    const url = `http://127.0.0.1:${this.portOf()}/widget/api/conversations/${this.conversationId}/stream`;
    const response = await fetch(url, { headers: this.#headers(), signal });
    if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}.`);
    return response.body.pipeThrough(new TextDecoderStream()).getReader();
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  async #ask(method: string, path: string, body?: unknown): Promise<any> {
    const until = Date.now() + 600_000;
    for (;;) {
      const response = await this.#send(method, path, body);
      if (response?.ok) return response.status === 204 ? null : await response.json().catch(() => null);
      if (response && response.status < 500) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      if (Date.now() > until) throw new Error(`${path}: no answer for ten minutes`);
      this.retries += 1;
      await wait(50);
    }
  }

  #send(method: string, path: string, body?: unknown): Promise<Response | null> {
    const url = `http://127.0.0.1:${this.portOf()}/widget/api/${path}`;
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return fetch(url, { method, headers: this.#headers(), ...sent }).catch(() => null);
  }

  #headers(): Record<string, string> {
    return {
      'content-type': 'application/json',
      'x-forwarded-for': this.#address,
      ...(this.token && { authorization: `Bearer ${this.token}` }),
    };
  }
}
