/** A listener to server-sent events that costs little, so that thousands fit into one process. */
import { get } from 'node:http';
import { atMs } from './at-ms';

export interface OpenStream {
  /** When an event with this text in it came, in milliseconds. */
  when(text: string): Promise<number>;
  close(): void;
}

const PATIENCE_MS = 30_000;

/** Resolves with its first event. */
export function openStream(url: string, headers: Record<string, string> = {}): Promise<OpenStream> {
  return new Promise((resolve, reject) => {
    const call = get(url, { headers, agent: false }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`A stream answered ${answer.statusCode}.`));
      let waiting: { text: string; heard(at: number): void } | null = null;
      let rest = '';
      answer.setEncoding('utf8').on('data', (piece: string) => {
        if (!waiting) return;
        const at = atMs();
        rest += piece;
        if (rest.includes(waiting.text)) waiting.heard(at);
      });
      const when = (text: string) =>
        new Promise<number>((heard, lost) => {
          const timer = setTimeout(() => lost(new Error('A hint did not come.')), PATIENCE_MS);
          rest = '';
          waiting = {
            text,
            heard(at) {
              clearTimeout(timer);
              waiting = null;
              heard(at);
            },
          };
        });
      answer.once('data', () => resolve({ when, close: () => call.destroy() }));
    });
    call.on('error', reject);
  });
}
