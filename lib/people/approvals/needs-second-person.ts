import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { SECOND_PERSONS } from './kinds';
import { secondPersons, TRUSTED_AFTER_HOURS } from './second-person';
import { isSecondPersonOn } from './setting';

/**
 * Whether an act of the asker about a user, a profile or the organisation needs a second person. With `endsAt` where nobody could confirm
 * at present, since the asker has just taken their accounts or rights away: it ends when they could again.
 */
export async function needsSecondPerson(
  tx: Tx,
  ctx: Context,
  subjectId: Id,
  at: Date,
): Promise<false | { endsAt?: Date }> {
  // Whoever runs a command on the server's machine holds the root key already.
  if (ctx.actor.kind === 'system' || !(await isSecondPersonOn(tx))) return false;
  const asking = { askedBy: ctx.actor.id, subjectId, who: SECOND_PERSONS };
  const { people, required } = await secondPersons(tx, asking, at);
  if (!required) return false;
  if (people.some((person) => person.hindrance === null)) return {};
  return { endsAt: new Date(at.getTime() + TRUSTED_AFTER_HOURS * 3_600_000) };
}
