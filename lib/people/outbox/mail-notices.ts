/**
 * Notices that somebody wants by mail too become mails: all of a person's that came since are one. Guarantees: a notice and
 * that it is still to be mailed are one row, so a worker that dies loses none and mails none twice.
 */
import { sendMail } from '@/lib/people/mail/send-mail';
import { type Facts, kindOfNotice } from '@/lib/people/notices/kinds';
import { writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

const MOST_AT_ONCE = 500;
const MOST_LINES = 20;

interface Row {
  id: Id;
  userId: Id;
  kind: string;
  facts: Facts;
}

/** Gives how many mails were made. */
export async function mailNotices(orgId: Id, at: Date): Promise<number> {
  return writeInOrg(orgId, 'job', async (tx) => {
    const rows = await tx.sql<Row[]>`
      update notices n set to_mail = false
      from (
        select user_id, id from notices where org_id = ${tx.orgId} and to_mail
        order by id limit ${MOST_AT_ONCE} for update skip locked) due
      where n.org_id = ${tx.orgId} and n.user_id = due.user_id and n.id = due.id
      returning n.id, n.user_id as "userId", n.kind, n.facts`;
    rows.sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
    const people = [...new Set(rows.map(({ userId }) => userId))];
    for (const userId of people) {
      const own = rows.filter((row) => row.userId === userId);
      const lines = own.slice(0, MOST_LINES).map(({ kind, facts }) => kindOfNotice(kind)?.words(facts) ?? kind);
      const facts = { lines, more: own.length - lines.length };
      await sendMail(tx, { to: { userId }, template: 'notice', facts }, at);
    }
    return people.length;
  });
}
