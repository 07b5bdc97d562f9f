import { loadMetadata } from '@/lib/crm/modules/metadata';
import { HINDRANCES, secondPersons } from '@/lib/people/approvals/second-person';
import { assertFresh } from '@/lib/people/auth/fresh';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { RAISED_FOR_HOURS } from '@/lib/protection/compliance/budgets';
import { mutate } from '@/lib/protection/mutate';
import type { RaiseBudget } from './schemas';
import { writeCompliance } from './stored';
import { MAY_CONFIRM } from './take-away';

/**
 * Lets a person disclose several times their budgets for a day: by a compliance officer or an administrator, never by
 * the person themself nor by whoever could not confirm what they do (`lib/people/approvals/second-person.ts`). In force at once;
 * an event, and told to the person and to officers. A raise takes the place of one before it.
 * @throws forbidden; not_found
 */
export async function raiseBudget(ctx: Context, { userId, times }: RaiseBudget, at: Date = clock.now()): Promise<void> {
  const action = 'budget.raise';
  await mutate(
    ctx,
    { action, subjectId: userId },
    async (tx) => {
      const asking = { askedBy: userId, subjectId: userId, who: MAY_CONFIRM };
      const raiser = (await secondPersons(tx, asking, at)).people.find(({ id }) => id === ctx.actor.id);
      if (!raiser) throw forbidden('Budgets are raised by compliance officers and administrators.');
      assertFresh(ctx);
      if (raiser.hindrance) throw forbidden(userId === ctx.actor.id ? OWN : HINDRANCES[raiser.hindrance]);
      const [person] = await tx.sql<{ id: Id; name: string }[]>`
        select id, name from users where org_id = ${tx.orgId} and id = ${userId} and active`;
      if (!person) throw notFound('The user');
      const until = new Date(at.getTime() + RAISED_FOR_HOURS * 3_600_000).toISOString();
      const { budgetRaises } = await loadMetadata(tx);
      const others = budgetRaises.filter((raise) => raise.userId !== userId && Date.parse(raise.until) > at.getTime());
      await writeCompliance(tx, { budgetRaises: [...others, { userId, times, until }] });
      const facts = { by: ctx.actor.name, who: person.name, times };
      const told = [{ userIds: [userId] }, { right: 'readWholeLedger', except: ctx.actor.id }] as const;
      await notify(tx, told, { kind: 'budget.raised', subjectId: userId, facts }, at);
      return { value: undefined, entries: [{ action, subjectId: userId, facts: { times, until } }] };
    },
    'alone',
  );
}

const OWN = 'Your own budgets are raised by somebody else.';
