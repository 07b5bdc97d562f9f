/**
 * How a browser puts together what it knows of a conversation, the console's and the widget's alike. A stream only hints;
 * after any cut, answers asked for again end in the same messages, once each, in order. Pure; imports nothing.
 */

export interface Placed {
  id: string;
  seq: number;
  clientId: string;
}

export interface Known<M extends Placed> {
  /** What to ask with next time. */
  since: number;
  messages: readonly M[];
}

/** Puts messages in their places; one that is known by its `id` takes the other's. Gives back `known` where nothing came. */
export function mergeMessages<M extends Placed>(known: readonly M[], incoming: readonly M[]): readonly M[] {
  if (incoming.length === 0) return known;
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of incoming) byId.set(message.id, message);
  return [...byId.values()].sort((one, other) => one.seq - other.seq);
}

/**
 * Takes an answer in. `since` never goes back: an answer may come after a later one, and what it was asked with is known.
 */
export function takeChanges<M extends Placed>(
  known: Known<M>,
  { seq, messages }: { seq: number; messages: readonly M[] },
): Known<M> {
  return { since: Math.max(known.since, seq), messages: mergeMessages(known.messages, messages) };
}

/** Those written here that the server is not yet known to have. Gives back `pending` where it has none of them. */
export function stillPending<P extends { clientId: string }>(
  pending: readonly P[],
  messages: readonly { clientId: string }[],
): readonly P[] {
  const kept = new Set(messages.map(({ clientId }) => clientId));
  const rest = pending.filter(({ clientId }) => !kept.has(clientId));
  return rest.length === pending.length ? pending : rest;
}

/**
 * Makes a question that is asked once at a time: asked while it is on its way, it is asked again afterwards, so an older
 * answer never comes after a newer one. Several who wait share one more round.
 */
export function oneAtATime(ask: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const asking = (): Promise<void> => {
    if (!running) {
      running = ask().finally(() => {
        running = null;
      });
      return running;
    }
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null;
        return asking();
      });
    return next;
  };
  return asking;
}
