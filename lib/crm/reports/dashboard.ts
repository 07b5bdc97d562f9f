/** Which reports stand on somebody's own dashboard. An order and no right: each card asks for its report as its page does. */
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { dashboardSchema } from './schemas';

/** Ids and keys of the reports, in order; null where nobody arranged it. */
export const dashboardOf = (ctx: Context): Promise<readonly string[] | null> =>
  inOrg(ctx.orgId, (tx) => keptBy(tx, ctx));

/** Arranges the asker's own dashboard. A report that is gone, or that they may not read, shows nothing. @throws invalid */
export async function arrangeDashboard(ctx: Context, input: { cards: readonly string[] }): Promise<void> {
  const { cards } = readInput(dashboardSchema, input);
  if (new Set(cards).size < cards.length) throw invalid('One of these is named twice. Reload the page.');
  const action = 'report.arrange_dashboard';
  await mutate(ctx, { action, subjectId: ctx.actor.id }, async (tx) => {
    if (JSON.stringify(await keptBy(tx, ctx)) === JSON.stringify(cards)) return unchanged();
    await tx.sql`
      insert into report_dashboards (org_id, user_id, cards)
      values (${tx.orgId}, ${ctx.actor.id}, ${JSON.stringify(cards)}::text::jsonb)
      on conflict (org_id, user_id) do update set cards = excluded.cards`;
    return { value: undefined, entries: [{ action, subjectId: ctx.actor.id }] };
  });
}

async function keptBy(tx: Tx, ctx: Context): Promise<readonly string[] | null> {
  const [row] = await tx.sql<{ cards: readonly string[] }[]>`
    select cards from report_dashboards where org_id = ${tx.orgId} and user_id = ${ctx.actor.id}`;
  return row?.cards ?? null;
}
