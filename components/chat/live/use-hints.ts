import { useEffect, useRef, useState } from 'react';
import { getJson, isShutOut } from '@/components/chat/answers';
import type { Id } from '@/lib/platform/ids';
import { holdForAll } from './hold-for-all';

export type Word =
  | { kind: 'changed' | 'queue' | 'typing'; conversationId?: Id; seq?: number; typist?: 'visitor' | 'operator' }
  /** Words may have been missed: ask for everything again. */
  | { kind: 'resync' };

export type Line = 'connecting' | 'live' | 'lost';

const STREAM = '/api/chat/stream';
/** Asks again by itself, should a proxy swallow the stream. */
const ASK_EVERY_MS = 30_000;
/** So late a clock was stopped: the computer slept, and a line it had may be dead without knowing. */
const SLEPT_MS = 90_000;
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
    const resync = () => hearing.current({ kind: 'resync' });
    const stream = holdForAll<Word | { line: Line }>('careledger-chat', openStream, (said) => {
      if ('line' in said) setLine(said.line);
      else hearing.current(said);
    });
    let lastAsked = Date.now();
    const asking = setInterval(() => {
      if (Date.now() - lastAsked > SLEPT_MS) stream.again();
      lastAsked = Date.now();
      resync();
    }, ASK_EVERY_MS);
    const looked = () => {
      if (document.visibilityState === 'visible') resync();
    };
    const cameOnline = () => {
      stream.again();
      resync();
    };
    const wentOffline = () => setLine('lost');
    window.addEventListener('online', cameOnline);
    window.addEventListener('offline', wentOffline);
    document.addEventListener('visibilitychange', looked);
    return () => {
      stream.end();
      clearInterval(asking);
      window.removeEventListener('online', cameOnline);
      window.removeEventListener('offline', wentOffline);
      document.removeEventListener('visibilitychange', looked);
    };
  }, []);
  return line;
}

/** Opens the stream and keeps it open. */
function openStream(say: (said: Word | { line: Line }) => void) {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  function connect() {
    clearTimeout(timer);
    source?.close();
    if (over) return;
    const opened = new EventSource(STREAM);
    source = opened;
    opened.onopen = () => say({ line: 'live' });
    opened.onerror = () => {
      say({ line: 'lost' });
      // The browser connects again by itself unless the server answered with an error.
      if (opened.readyState === EventSource.CLOSED) connectSoon();
    };
    opened.addEventListener('resync', () => say({ kind: 'resync' }));
    for (const kind of ['changed', 'queue', 'typing'] as const) {
      opened.addEventListener(kind, (event) => say({ ...JSON.parse(event.data), kind }));
    }
    opened.addEventListener('end', () => {
      opened.close();
      say({ line: 'lost' });
      void leaveIfEnded().then(connectSoon);
    });
  }
  function connectSoon() {
    clearTimeout(timer);
    timer = setTimeout(connect, RECONNECT_MS);
  }
  connect();
  return {
    again: connect,
    end() {
      over = true;
      clearTimeout(timer);
      source?.close();
    },
  };
}

/** The server ended the stream: loading the page anew shows why, and clears the browser's memory. */
async function leaveIfEnded(): Promise<void> {
  const answer = await getJson('/api/chat/conversations?queue=mine');
  if (!answer.ok && isShutOut(answer.problem)) window.location.reload();
}
