/**
 * Whether a visitor's page is open: known by their stream, or their questions where a stream does not get through. What
 * is told is that something changed; the console asks what.
 */
import { clock } from '@/lib/platform/clock';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';
import { touchVisitor, touchVisitorLeft } from '@/lib/protection/touch/visitors';
import { tell } from '../live/tell';

/** Noted at most so often while nothing changes. */
const EVERY_MS = 45_000;
/** Going from page to page closes a stream and opens another. */
const GRACE_MS = 8_000;
const MOST_KEPT = 20_000;

const seen = once('chat/visitors/presence', () => new Map<Id, number>());

/** The visitor of an open conversation is there. */
export async function noteHere(orgId: Id, visitorId: Id, isNews = false): Promise<void> {
  const now = clock.nowMs();
  if (!isNews && (seen.get(visitorId) ?? 0) > now - EVERY_MS) return;
  if (seen.size >= MOST_KEPT) seen.clear();
  seen.set(visitorId, now);
  await touchVisitor(orgId, visitorId, (tx, changed) => changed.map((one) => tell(tx, { kind: 'changed', ...one })));
}

/** The visitor's last page here was closed: they left, unless another opens within moments. @param isHere asked then */
export function noteGone(orgId: Id, visitorId: Id, isHere: () => boolean): void {
  const at = clock.now();
  const timer = setTimeout(() => {
    if (isHere()) return;
    seen.delete(visitorId);
    // What cannot be noted now is by the clock (`settle.ts`).
    touchVisitorLeft(orgId, visitorId, at, (tx, changed) =>
      changed.map((one) => tell(tx, { kind: 'changed', ...one })),
    ).catch(() => {});
  }, GRACE_MS);
  timer.unref();
}
