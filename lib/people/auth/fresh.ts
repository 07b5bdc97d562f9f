import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { forbidden } from '@/lib/platform/errors';

/** The reason of a refusal that showing once more who one is lifts. */
export const STEP_UP = 'STEP_UP';

/**
 * Asks that the person has shown a moment ago that it is them: by a second factor, or by the password where they have none.
 * Programs, jobs and commands, at which nobody sits, pass: what lets them in is asked elsewhere.
 * @throws forbidden `STEP_UP`
 */
export function assertFresh(ctx: Context, nowMs: number = clock.nowMs()): void {
  if (ctx.actor.kind !== 'user' || ctx.sessionId === null) return;
  if ((ctx.freshUntilMs ?? 0) > nowMs) return;
  throw forbidden('Show once more that it is you: this needs a fresh sign-in.', { reason: STEP_UP });
}
