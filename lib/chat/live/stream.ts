/** A stream of hints as server-sent events. It says that something changed, never what. */
import type { Id } from '../../ids';
import { subscribe, type Word } from './bus';

/** Keeps proxies from closing a silent stream, and finds out that a browser is gone. */
const BEAT_MS = 15_000;
/** Words a reader may be behind; after that they are dropped, and the next one makes it ask for all it missed. */
const MOST_WAITING = 100;

export interface StreamOptions {
  orgId: Id;
  /** Absent: everything of the org that may be hinted at. */
  conversationId?: Id;
  /** Who listens is asked again when rights change and at every beat; false ends the stream. */
  mayGoOn(): Promise<boolean>;
  signal: AbortSignal;
}

const encoder = new TextEncoder();

/** A stream that has begun: nothing told after this resolves is missed. Its first word is `resync`: ask for what there is. */
export async function hintStream({ orgId, conversationId, mayGoOn, signal }: StreamOptions): Promise<ReadableStream> {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const say = (text: string) => {
    if (controller && (controller.desiredSize ?? 0) > -MOST_WAITING) controller.enqueue(encoder.encode(text));
  };
  const hear = (word: Word) => {
    if (word.kind === 'rights') void check();
    else say(eventOf(word));
  };
  const unsubscribe = await subscribe({ orgId, hear, ...(conversationId && { conversationId }) });
  const beat = setInterval(() => {
    say(': beat\n\n');
    void check();
  }, BEAT_MS);
  const end = () => {
    clearInterval(beat);
    unsubscribe();
    const open = controller;
    controller = null;
    return open;
  };
  const check = async () => {
    if (await mayGoOn().catch(() => false)) return;
    say('event: end\ndata: {}\n\n');
    end()?.close();
  };
  signal.addEventListener('abort', () => end()?.close(), { once: true });
  return new ReadableStream<Uint8Array>({
    start(made) {
      controller = made;
      say(eventOf({ kind: 'resync' }));
      if (signal.aborted) end()?.close();
    },
    cancel() {
      end();
    },
  });
}

function eventOf(word: Exclude<Word, { kind: 'rights' }>): string {
  if (word.kind === 'resync') return 'event: resync\ndata: {}\n\n';
  const { kind, conversationId, seq, typist } = word;
  return `event: ${kind}\ndata: ${JSON.stringify({ conversationId, seq, typist })}\n\n`;
}
