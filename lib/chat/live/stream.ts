/** A stream of hints as server-sent events. It says that something changed, never what. */
import type { Id } from '../../ids';
import { type Subscription, subscribe, type Word } from './bus';

/** Keeps proxies from closing a silent stream, and finds out that a browser is gone. */
const BEAT_MS = 15_000;

export interface StreamOptions {
  orgId: Id;
  /** Absent: everything of the org that may be hinted at. */
  conversationId?: Id;
  /** Who listens is asked again when rights change and at every beat; false ends the stream. */
  mayGoOn(): Promise<boolean>;
  signal: AbortSignal;
}

const encoder = new TextEncoder();

/** A stream that has begun: nothing told after this is missed. The first word is `resync`: ask for what there is. */
export async function hintStream(options: StreamOptions): Promise<ReadableStream<Uint8Array>> {
  const { orgId, conversationId, mayGoOn, signal } = options;
  let end = () => {};
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const say = (text: string) => {
        // Whoever reads too slowly asks for the changes at the next hint; hints are not kept for them.
        if ((controller.desiredSize ?? 0) > -100) controller.enqueue(encoder.encode(text));
      };
      const check = async () => {
        if (!(await mayGoOn().catch(() => false)) && !ended) {
          say('event: end\ndata: {}\n\n');
          end();
          controller.close();
        }
      };
      const hear = (word: Word) => {
        if (word.kind === 'rights') void check();
        else say(eventOf(word));
      };
      const subscription: Subscription = { orgId, hear, ...(conversationId && { conversationId }) };
      const unsubscribe = await subscribe(subscription);
      const beat = setInterval(() => {
        say(': beat\n\n');
        void check();
      }, BEAT_MS);
      let ended = false;
      end = () => {
        if (ended) return;
        ended = true;
        clearInterval(beat);
        unsubscribe();
      };
      signal.addEventListener('abort', () => {
        end();
        try {
          controller.close();
        } catch {
          // Closed by its reader already.
        }
      });
      say(eventOf({ kind: 'resync' }));
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
