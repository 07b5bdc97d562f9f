/**
 * One connection of each process listens to PostgreSQL and passes hints on to the streams open here, so any number of
 * processes behave as one. When the connection was lost, everybody is told to ask again: hints may have been missed.
 */
import { type Listener, listenTo } from '@/lib/platform/db/listen';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';
import { CHAT_CHANNEL, decodeHint, type Hint, RIGHTS_CHANNEL } from './tell';

export type Word = Hint | { kind: 'rights' } | { kind: 'resync' };

export interface Subscription {
  orgId: Id;
  /** Only hints about this conversation; absent: all of the org's. */
  conversationId?: Id;
  hear(word: Word): void;
}

const own = once('chat/live/bus', () => ({
  byConversation: new Map<Id, Set<Subscription>>(),
  /** All of an org, whatever they hear: told when rights change. */
  byOrg: new Map<Id, Set<Subscription>>(),
  listener: null as Listener | null,
}));

/** Begins to pass hints on; when it resolves, none that is sent from now on is missed. @returns what ends it. */
export async function subscribe(subscription: Subscription): Promise<() => void> {
  const [map, key] = placeOf(subscription);
  const set = map.get(key) ?? new Set();
  map.set(key, set.add(subscription));
  const end = () => {
    set.delete(subscription);
    if (set.size === 0 && map.get(key) === set) map.delete(key);
  };
  try {
    await listening();
  } catch (error) {
    end();
    throw error;
  }
  return end;
}

/** How many streams are open in this process. */
export function subscriptions(): number {
  return [...own.byConversation.values(), ...own.byOrg.values()].reduce((sum, set) => sum + set.size, 0);
}

/** Ends the connection that listens. */
export async function stopListening(): Promise<void> {
  const ending = own.listener;
  own.listener = null;
  await ending?.end();
}

const placeOf = ({ orgId, conversationId }: Subscription): [Map<Id, Set<Subscription>>, Id] =>
  conversationId ? [own.byConversation, conversationId] : [own.byOrg, orgId];

function listening(): Promise<unknown> {
  own.listener ??= listen();
  return own.listener.ready;
}

function listen(): Listener {
  const made = listenTo(
    {
      [CHAT_CHANNEL]: (payload) => passOn(decodeHint(payload)),
      [RIGHTS_CHANNEL]: (orgId) => toOrg(orgId, { kind: 'rights' }),
    },
    { onAgain: () => toEverybody({ kind: 'resync' }) },
  );
  made.ready.catch(() => {
    if (own.listener === made) own.listener = null;
    void made.end();
  });
  return made;
}

function passOn(hint: Hint | null): void {
  if (!hint) return;
  for (const { hear } of own.byOrg.get(hint.orgId) ?? []) hear(hint);
  if (hint.conversationId) for (const { hear } of own.byConversation.get(hint.conversationId) ?? []) hear(hint);
}

/** Visitors have no rights that change. */
function toOrg(orgId: Id, word: Word): void {
  for (const { hear } of own.byOrg.get(orgId) ?? []) hear(word);
}

function toEverybody(word: Word): void {
  for (const set of [...own.byOrg.values(), ...own.byConversation.values()]) for (const { hear } of set) hear(word);
}
