import type { Context } from '@/lib/platform/context';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { lockUser } from './find';
import { type Account, accountSchema } from './schemas';

/** Changes the actor's own name and time zone. @throws invalid with the fields. */
export async function updateAccount(ctx: Context, input: Account): Promise<void> {
  const { name, timeZone } = readInput(accountSchema, input);
  const { id } = ctx.actor;
  await mutate(ctx, { action: 'user.update', subjectId: id }, async (tx) => {
    const before = await lockUser(tx, id);
    const fields = [before.name !== name && 'name', before.timeZone !== timeZone && 'timeZone'].filter(
      (field) => field !== false,
    );
    if (fields.length === 0) return unchanged();
    await tx.sql`update users set name = ${name}, time_zone = ${timeZone} where org_id = ${tx.orgId} and id = ${id}`;
    // The review desk goes by the zone of before too.
    const zones = { old: { timeZone: before.timeZone }, new: { timeZone } };
    const facts = before.timeZone === timeZone ? {} : zones;
    return { value: undefined, entries: [{ action: 'user.update', subjectId: id, fields, facts }] };
  });
}
