import { notify } from '@/lib/people/notices/notify';
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

const DAY_MS = 86_400_000;

/** Whole days from a moment to the end of a day, UTC; negative when it is over. */
const daysTo = (dueOn: string, at: Date): number =>
  Math.floor((Date.parse(`${dueOn}T00:00:00Z`) + DAY_MS - 1 - at.getTime()) / DAY_MS);

/** How far reminders are due: 3 when its day is over, 2 on the day before it, 1 in the week before, else 0. */
export function stageOf(dueOn: string, at: Date): 0 | 1 | 2 | 3 {
  const days = daysTo(dueOn, at);
  if (days < 0) return 3;
  return days <= 1 ? 2 : days <= 7 ? 1 : 0;
}

interface Due {
  id: Id;
  name: string;
  dueOn: string;
  startedById: Id;
  reminded: number;
}

/** Reminds whoever has people to review, once a stage; whoever started it is told when it is over. @returns how many reviews */
export function remindReviews(orgId: Id, at: Date): Promise<number> {
  return writeInOrg(orgId, 'job', async (tx) => {
    const open = await tx.sql<Due[]>`
      select id, name, to_char(due_on, 'YYYY-MM-DD') as "dueOn", started_by_id as "startedById", reminded
      from access_reviews where org_id = ${tx.orgId} and closed_at is null order by id for update`;
    const due = open.filter(({ dueOn, reminded }) => stageOf(dueOn, at) > reminded);
    for (const review of due) await remindOf(tx, review, at);
    return due.length;
  });
}

async function remindOf(tx: Tx, { id, name, dueOn, startedById }: Due, at: Date): Promise<void> {
  const stage = stageOf(dueOn, at);
  await tx.sql`update access_reviews set reminded = ${stage} where org_id = ${tx.orgId} and id = ${id}`;
  const waiting = await tx.sql<{ reviewerId: Id; count: number }[]>`
    select i.reviewer_id as "reviewerId", count(*)::int as count
    from access_review_items i
    join users u on u.org_id = i.org_id and u.id = i.user_id and u.active
    where i.org_id = ${tx.orgId} and i.review_id = ${id} and i.decision is null
    group by i.reviewer_id order by i.reviewer_id`;
  const over = stage === 3;
  for (const { reviewerId, count } of waiting) {
    const facts = { name, due: dueOn, count, over };
    await notify(tx, { userIds: [reviewerId] }, { kind: 'access_review.due', facts }, at);
  }
  const count = waiting.reduce((sum, one) => sum + one.count, 0);
  if (over) await notify(tx, { userIds: [startedById] }, { kind: 'access_review.over', facts: { name, count } }, at);
}
