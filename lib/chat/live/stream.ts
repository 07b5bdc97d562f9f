/** A stream of hints as server-sent events. It says that something changed, never what. */
import { CareledgerError } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { subscribe, type Word } from './bus';

/** At most so far apart: keeps proxies from closing a silent stream, and finds out that a browser is gone. */
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

const isAway = (error: unknown): boolean => error instanceof CareledgerError && error.code === 'unavailable';

const encoder = new TextEncoder();
const BEAT = encoder.encode(': beat\n\n');
const END = encoder.encode('event: end\ndata: {}\n\n');
const RESYNC = encoder.encode('event: resync\ndata: {}\n\n');

/** A stream that has begun: nothing told after this resolves is missed. Its first word is `resync`: ask for what there is. */
export async function hintStream({ orgId, conversationId, mayGoOn, signal }: StreamOptions): Promise<ReadableStream> {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const say = (event: Uint8Array) => {
    if (controller && (controller.desiredSize ?? 0) > -MOST_WAITING) controller.enqueue(event);
  };
  const hear = (word: Word) => {
    if (word.kind === 'rights') void check();
    else say(eventOf(word));
  };
  const unsubscribe = await subscribe({ orgId, hear, ...(conversationId && { conversationId }) });
  // Each at its own pace: those opened in one moment, as after a restart, would all ask in one moment for ever.
  const beatMs = BEAT_MS * (0.75 + Math.random() / 4);
  const beat = setInterval(() => {
    say(BEAT);
    void check();
  }, beatMs);
  const end = () => {
    clearInterval(beat);
    unsubscribe();
    const open = controller;
    controller = null;
    return open;
  };
  const check = async () => {
    // While nobody can tell whether they may, nothing more is told; without a last word the reader comes again.
    const may = await mayGoOn().catch((error) => (isAway(error) ? 'unknown' : false));
    if (may === true) return;
    if (may === false) say(END);
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

/** Many streams hear the same word: it is written down once. */
const written = new WeakMap<Word, Uint8Array>();

function eventOf(word: Exclude<Word, { kind: 'rights' }>): Uint8Array {
  if (word.kind === 'resync') return RESYNC;
  const known = written.get(word);
  if (known) return known;
  const { kind, conversationId, seq, typist } = word;
  const event = encoder.encode(`event: ${kind}\ndata: ${JSON.stringify({ conversationId, seq, typist })}\n\n`);
  written.set(word, event);
  return event;
}
