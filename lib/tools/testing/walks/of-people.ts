/** Lists of people, of what they are told and of what they did. */
import { readDeskAddress } from '@/lib/admin/audit/review/schemas';
import { viewDesk } from '@/lib/admin/audit/review/view';
import { sendMail } from '@/lib/people/mail/send-mail';
import { notify } from '@/lib/people/notices/notify';
import { listNotices } from '@/lib/people/notices/queries';
import { listMails } from '@/lib/people/outbox/list-mails';
import { listCurrentSessions } from '@/lib/people/users/current-sessions';
import { listUsers } from '@/lib/people/users/queries';
import { inOrg, writeInOrg } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { listEntries } from '@/lib/protection/ledger/queries';
import { asOwner } from '../as-owner';
import { ownerSql } from '../database';
import { insertUser, type TestOrg } from '../make-org';
import { changedLead, rename } from './leads';
import { edgesGo, idsIn, LETTERS, type MakeWalk, PER_PAGE, times, type Walk, type WalkedList } from './walk';

export async function people(org: TestOrg, count: number): Promise<{ ids: Id[]; meanwhile: Walk['meanwhile'] }> {
  const { Operator } = org.profileIds;
  const role = org.roleIds.Manager;
  const add = (name: string) => insertUser(org, name, Operator as Id, role as Id);
  await times(count, (n) => add(`${LETTERS[n % 26]} person ${n}`));
  const rows = await ownerSql()<{ id: Id }[]>`select id from users where org_id = ${org.orgId}`;
  const meanwhile: Walk['meanwhile'] = async ({ ids }) => {
    const edge = ids.at(-1);
    if (!edge) return [];
    await asOwner(org.orgId, (tx) => tx.sql`update users set name = 'AA moved' where id = ${edge}`);
    await add('Zz new');
    return [edge];
  };
  return { ids: idsIn([...rows]), meanwhile };
}

export const PEOPLE_WALKS = {
  users: async (org) => ({
    ...(await people(org, 110)),
    read: async (after) => {
      const page = await listUsers(org.admin, after === null ? {} : { after });
      return { ids: idsIn(page.users), next: page.after };
    },
  }),
  sessions: async (org) => {
    const begin = () => liveSession(org);
    return {
      ids: await times(110, begin),
      read: async (after) => {
        const page = await listCurrentSessions(org.admin, after === null ? {} : { after });
        return { ids: idsIn(page.sessions), next: page.after };
      },
      meanwhile: edgesGo(
        (id) => ownerSql()`update sessions set ended_at = now() where org_id = ${org.orgId} and id = ${id}`,
        begin,
      ),
    };
  },
  notices: async (org) => {
    const tell = () =>
      writeInOrg(org.orgId, 'new_org', (tx) =>
        notify(tx, { userIds: [org.admin.actor.id] }, { kind: 'user.reactivated' as never }),
      );
    await times(120, tell);
    const rows = await ownerSql()<{ id: Id }[]>`
      select id from notices where org_id = ${org.orgId} and user_id = ${org.admin.actor.id}`;
    const meanwhile: Walk['meanwhile'] = async ({ ids }) => {
      const edge = ids.at(-1);
      if (edge) await ownerSql()`delete from notices where org_id = ${org.orgId} and id = ${edge}`;
      await tell();
      return edge ? [edge] : [];
    };
    return {
      ids: idsIn([...rows]),
      read: async (after) => {
        const page = await listNotices(org.admin, after === null ? {} : { after });
        return { ids: idsIn(page.notices), next: page.after };
      },
      meanwhile,
    };
  },
  mails: async (org) => {
    const mail = () =>
      writeInOrg(org.orgId, 'new_org', (tx) =>
        sendMail(tx, { to: { userId: org.operator.actor.id }, template: 'address_changed' }),
      );
    return {
      ids: await times(110, mail),
      read: async (after) => {
        const page = await listMails(org.admin, after === null ? {} : { after });
        return { ids: idsIn(page.mails), next: page.after };
      },
      meanwhile: edgesGo((id) => ownerSql()`delete from mails where org_id = ${org.orgId} and id = ${id}`, mail),
    };
  },
  audit: async (org) => {
    const { recordId, ids } = await changedLead(org);
    return {
      ids,
      read: (after) =>
        inOrg(org.orgId, async (tx) => {
          const asked = { size: PER_PAGE, ...(after && { after }) };
          const page = await listEntries(tx, org.admin, { recordId }, asked);
          return { ids: idsIn(page.rows), next: page.hasOlder ? (page.rows.at(-1)?.id ?? null) : null };
        }),
      meanwhile: async (_, n) => rename(org, recordId, `Meanwhile ${n}`).then(() => []),
    };
  },
  review: async (org) => {
    const items = await times(60, (n) => foundItem(org, n));
    return {
      ids: items,
      read: async (next) => {
        const page = await viewDesk(org.officer, { state: 'open' }, readDeskAddress({ after: next ?? '' })?.after);
        return { ids: idsIn(page.items), next: page.after };
      },
      meanwhile: async ({ ids }, n) => {
        const edge = ids.at(-1);
        if (edge) await ownerSql()`update review_items set state = 'fine' where org_id = ${org.orgId} and id = ${edge}`;
        await foundItem(org, 100 + n);
        return edge ? [edge] : [];
      },
    };
  },
} satisfies Partial<Record<WalkedList, MakeWalk>>;

async function liveSession(org: TestOrg): Promise<Id> {
  const id = newId();
  await ownerSql()`
    insert into sessions (org_id, id, user_id, secret_hash, created_at, last_seen_at)
    values (${org.orgId}, ${id}, ${org.operator.actor.id}, '', now(), now())`;
  return id;
}

/** Something for the review desk, of one of five scores. */
async function foundItem(org: TestOrg, n: number): Promise<Id> {
  const id = newId();
  await ownerSql()`
    insert into review_items (
      org_id, id, rule, person_id, person_name, key, score, facts, entries, from_at, to_at, found_at, state, open_since)
    values (${org.orgId}, ${id}, 'first_export', ${org.operator.actor.id}, 'Olga Operator', ${String(n)}, ${40 + (n % 5)},
      '{}', 1, now(), now(), now(), 'open', now())`;
  return id;
}
