/** The cards of somebody's own home, in the order that they gave them. */
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { cardsFor, type HomeCardKey } from '../home/cards';
import { type Arrangement, arranged, checked, homeArrangementSchema, isSame, type Placed } from './arrange';

/** The asker's cards: those of their rights, whatever is arranged. */
export async function listHomeCards(ctx: Context): Promise<Placed<HomeCardKey>[]> {
  const kept = await inOrg(ctx.orgId, (tx) => keptBy(tx, ctx));
  return arranged(cardsFor(ctx.rights), (card) => card, kept);
}

/** Arranges the asker's own home. @throws invalid for a card that they do not have */
export async function arrangeHome(ctx: Context, input: { cards: Arrangement }): Promise<void> {
  const { cards: given } = readInput(homeArrangementSchema, input);
  const action = 'user.arrange_home';
  await mutate(ctx, { action, subjectId: ctx.actor.id }, async (tx) => {
    const before = await keptBy(tx, ctx);
    const cards = checked(given, new Set<string>(cardsFor(ctx.rights)), before);
    if (isSame(before, cards)) return unchanged();
    await tx.sql`
      insert into home_arrangements (org_id, user_id, cards)
      values (${tx.orgId}, ${ctx.actor.id}, ${JSON.stringify(cards)}::text::jsonb)
      on conflict (org_id, user_id) do update set cards = excluded.cards`;
    return { value: undefined, entries: [{ action, subjectId: ctx.actor.id }] };
  });
}

async function keptBy(tx: Tx, ctx: Context): Promise<Arrangement | null> {
  const [row] = await tx.sql<{ cards: Arrangement }[]>`
    select cards from home_arrangements where org_id = ${tx.orgId} and user_id = ${ctx.actor.id}`;
  return row?.cards ?? null;
}
