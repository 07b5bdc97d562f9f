import { useEffect, useRef, useState } from 'react';
import type { Id } from '@/lib/ids';
import { getJson } from '../answers';

export type Word =
  | { kind: 'changed' | 'queue' | 'typing'; conversationId?: Id; seq?: number; typist?: 'visitor' | 'operator' }
  /** Words may have been missed: ask for everything again. */
  | { kind: 'resync' };

export type Line = 'connecting' | 'live' | 'lost';

const URL = '/api/chat/stream';
/** Asks again by itself, should a proxy swallow the stream. */
const ASK_EVERY_MS = 30_000;
const RECONNECT_MS = 3_000;

/**
 * Listens to hints as long as the console is open. Whatever happens to the line, a `resync` follows: when it is there
 * again, when the browser comes online, when the page is looked at again, and every half minute.
 */
export function useHints(hear: (word: Word) => void): Line {
  const [line, setLine] = useState<Line>('connecting');
  const hearing = useRef(hear);
  hearing.current = hear;
  useEffect(() => {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const resync = () => hearing.current({ kind: 'resync' });

    function connect() {
      clearTimeout(timer);
      source?.close();
      if (over) return;
      const opened = new EventSource(URL);
      source = opened;
      opened.onopen = () => setLine('live');
      opened.onerror = () => {
        setLine('lost');
        // The browser connects again by itself unless the server answered with an error.
        if (opened.readyState === EventSource.CLOSED) again();
      };
      opened.addEventListener('resync', resync);
      for (const kind of ['changed', 'queue', 'typing'] as const) {
        opened.addEventListener(kind, (event) => hearing.current({ ...JSON.parse(event.data), kind }));
      }
      opened.addEventListener('end', () => {
        opened.close();
        setLine('lost');
        void leaveIfEnded().then(again);
      });
    }
    function again() {
      clearTimeout(timer);
      timer = setTimeout(connect, RECONNECT_MS);
    }
    function cameOnline() {
      connect();
      resync();
    }
    const looked = () => {
      if (document.visibilityState === 'visible') resync();
    };
    connect();
    const asking = setInterval(resync, ASK_EVERY_MS);
    const wentOffline = () => setLine('lost');
    window.addEventListener('online', cameOnline);
    window.addEventListener('offline', wentOffline);
    document.addEventListener('visibilitychange', looked);
    return () => {
      over = true;
      clearTimeout(timer);
      clearInterval(asking);
      source?.close();
      window.removeEventListener('online', cameOnline);
      window.removeEventListener('offline', wentOffline);
      document.removeEventListener('visibilitychange', looked);
    };
  }, []);
  return line;
}

/** The server ended the stream: loading the page anew shows why, and clears the browser's memory. */
async function leaveIfEnded(): Promise<void> {
  const answer = await getJson('/api/chat/conversations?queue=mine');
  if (!answer.ok && (answer.problem.kind === 'signed_out' || answer.problem.kind === 'refused')) {
    window.location.reload();
  }
}
