/**
 * Reminders of tasks, meetings and calls: at its time a record's owner is told, once, by a notice of ids only. Guarantees: an
 * org's mark moves in the transaction of the notices, so a reminder is told neither twice nor, after a worker was away,
 * never. A time that is protected is not looked at: that somebody is told now would say what it is.
 */

import { findField } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { notify } from '@/lib/people/notices/notify';
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** API name of a standard module → its field that holds the time. */
const REMINDERS: Readonly<Record<string, 'Remind_At' | 'Reminder'>> = {
  Tasks: 'Remind_At',
  Events: 'Remind_At',
  Calls: 'Reminder',
};

/** Tells what fell due since the last time; the first time it only begins. @returns how many. */
export async function tellReminders(orgId: Id, at: Date): Promise<number> {
  return writeInOrg(orgId, 'touch', async (tx) => {
    const told = await moveMark(tx, at);
    if (told === null) return 0;
    let count = 0;
    for (const { apiName, id, singular, custom, fields } of (await metadataOf(tx)).modules) {
      const field = custom ? undefined : findField({ fields }, REMINDERS[apiName] ?? '');
      if (!field || field.marked || field.sealed) continue;
      const due = await tx.sql<{ id: Id; owner_id: Id }[]>`
        select id, owner_id from app.due_reminders(${id}, ${field.apiName}, ${told.toISOString()}, ${at.toISOString()})`;
      const facts = { what: singular };
      await Promise.all(
        due.map(({ id: recordId, owner_id }) =>
          notify(tx, { userIds: [owner_id] }, { kind: 'reminder.due', facts, module: apiName, recordId }, at),
        ),
      );
      count += due.length;
    }
    return count;
  });
}

/** @returns up to when reminders were told before; null at the first time, and when another worker was here later. */
async function moveMark(tx: Tx, at: Date): Promise<Date | null> {
  const until = at.toISOString();
  const [mark] = await tx.sql<{ told: string }[]>`
    select told_until as told from reminder_marks where org_id = ${tx.orgId} for update`;
  if (mark && new Date(mark.told) >= at) return null;
  await tx.sql`
    insert into reminder_marks as m (org_id, told_until) values (${tx.orgId}, ${until}::timestamptz)
    on conflict (org_id) do update set told_until = greatest(m.told_until, excluded.told_until)`;
  return mark ? new Date(mark.told) : null;
}
