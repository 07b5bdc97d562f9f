import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { conflict, invalid } from '@/lib/platform/errors';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { readCards } from './cards';
import { changeKit, findReadyKit, lockKit } from './kit';
import { type TypedCards, typedCardsSchema } from './schemas';
import { isSecretOf } from './secret';

/**
 * Tries the cards of a kit without signing in by them: that they are readable and right. It stays as good as it was.
 * @throws forbidden, `STEP_UP`; invalid, naming a card, or where they open nothing
 */
export async function tryCards(ctx: Context, input: TypedCards, at: Date = clock.now()): Promise<void> {
  const cards = readCards(readInput(typedCardsSchema, input).cards);
  const [{ kitId }] = cards;
  const kit = await inOrg(ctx.orgId, (tx) => findReadyKit(tx, kitId));
  const isRight = await isSecretOf(await keysOfOrg(ctx.orgId), cards, kit?.verifier ?? null);
  const action = 'kit.test';
  const facts = { cards: cards.length };
  await mutate(ctx, { action, subjectId: kitId, facts }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    assertFresh(ctx, at.getTime());
    if (!kit || !isRight) {
      const reason = kit ? 'wrong_cards' : 'not_in_force';
      return {
        value: undefined,
        entries: [{ action, outcome: 'refused', subjectId: kitId, facts: { ...facts, reason } }],
      };
    }
    const locked = await lockKit(tx, kitId);
    if (locked.state !== 'ready') throw conflict('This kit has ended meanwhile.');
    await changeKit(tx, locked, { testedMs: at.getTime(), testedBy: ctx.actor.id });
    return { value: undefined, entries: [{ action, subjectId: kitId, facts }] };
  });
  if (!kit) throw invalid('These cards are of no kit that is in force here.');
  if (!isRight) throw invalid('These cards do not bring the secret together. Compare each with its sheet.');
}
