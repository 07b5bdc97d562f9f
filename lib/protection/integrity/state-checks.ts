/** The rows of keyed checks (`lib/platform/crypto/state-mac.ts`): one for each subject and id of an org. */
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { type StateSubject, stateMac } from '@/lib/platform/crypto/state-mac';
import type { Tx } from '@/lib/platform/db/transaction';

/** What is checked, and the texts that its check is over. */
export interface CheckedState extends StateSubject {
  state: readonly string[];
}

/** Keeps the checks of states as they are now, in the transaction that wrote them: each takes the place of one before. */
export async function keepChecks(tx: Tx, keys: OrgKeys, all: readonly CheckedState[]): Promise<void> {
  if (all.length === 0) return;
  const rows = all.map(({ subject, id, state }) => ({
    subject,
    id,
    mac: stateMac(keys, { subject, id }, state).toString('hex'),
  }));
  await tx.sql`
    insert into state_macs (org_id, subject, subject_id, mac)
    select ${tx.orgId}, m.subject, m.id, decode(m.mac, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as m (subject text, id bigint, mac text)
    on conflict (org_id, subject, subject_id) do update set mac = excluded.mac`;
}

/** The check that is kept of a subject; null where there is none. */
export const checkOf = async (tx: Tx, subject: StateSubject): Promise<Buffer | null> =>
  (await checksOf(tx, [subject]))[0] ?? null;

/** The checks that are kept of subjects, in their order; null where there is none. */
export async function checksOf(tx: Tx, subjects: readonly StateSubject[]): Promise<(Buffer | null)[]> {
  if (subjects.length === 0) return [];
  const wanted = JSON.stringify(subjects.map(({ subject, id }) => ({ subject, id })));
  const rows = await tx.sql<{ mac: Buffer | null }[]>`
    select m.mac from jsonb_array_elements(${wanted}::text::jsonb) with ordinality as w (about, n)
    left join state_macs m
      on m.org_id = ${tx.orgId} and m.subject = about ->> 'subject' and m.subject_id = (about ->> 'id')::bigint
    order by w.n`;
  return rows.map(({ mac }) => mac);
}
