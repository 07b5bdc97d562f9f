/** Agreements of every kind that may be found in the database, for the property of the rule. */
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keepAgreement } from '@/lib/protection/agreements/kept';
import { mutate } from '@/lib/protection/mutate';
import { ownerSql } from '@/lib/tools/testing/database';
import type { TestOrg } from '@/lib/tools/testing/factories';
import type { TheAgreement } from '../the-rule';
import type { AgreementIs } from './draw';

const DAY_MS = 86_400_000;

export const today = (): string => dayFrom(0);
const dayFrom = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** What an agreement of a kind says, about an app at a place. */
export function agreementThat(is: AgreementIs, place: string): TheAgreement {
  const good: TheAgreement = {
    written: 'by_careledger',
    state: 'signed',
    confirmed: true,
    first: dayFrom(-30),
    last: null,
    place,
  };
  const bad: Record<AgreementIs, Partial<TheAgreement>> = {
    in_force: {},
    last_day: { last: dayFrom(0) },
    first_day: { first: dayFrom(0), last: dayFrom(0) },
    future: { first: dayFrom(1) },
    ended: { last: dayFrom(-1) },
    withdrawn: { state: 'withdrawn' },
    draft: { state: 'draft', confirmed: false },
    unconfirmed: { confirmed: false },
    elsewhere: { place: 'https://elsewhere.example' },
    by_hand: { written: 'by_hand' },
    prolonged_by_hand: { written: 'prolonged_by_hand', last: dayFrom(-1) },
  };
  return { ...good, ...bad[is] };
}

/** What is agreed on with one app. */
export interface Agreed {
  connectionId: Id;
  agreements: readonly TheAgreement[];
}

/** Writes what is agreed on with each app, in place of what was; all at once. */
export async function agree(org: TestOrg, all: readonly Agreed[]): Promise<void> {
  const by = org.admin.actor.id;
  const { orgId } = org;
  const made = all.flatMap(({ connectionId, agreements }) =>
    agreements.map((agreement): Row => ({ orgId, id: newId(), connectionId, by, agreement })),
  );
  await mutate(org.admin, 'agreement.create', async (tx) => {
    const before = await tx.sql<{ id: Id }[]>`
      update agreements set state = 'withdrawn', withdrawn_at = now()
      where org_id = ${tx.orgId} and state <> 'withdrawn' and id in (
        select agreement_id from agreement_covers
        where org_id = ${tx.orgId} and connection_id = any(${all.map(({ connectionId }) => connectionId)}::bigint[]))
      returning id`;
    const written = made.filter(({ agreement }) => agreement.written !== 'by_hand');
    await Promise.all(written.flatMap((row) => insert(tx.sql, row)));
    await Promise.all([...before, ...written].map(({ id }) => keepAgreement(tx, id)));
    return { value: undefined, entries: [{ action: 'agreement.create', subjectId: all[0]?.connectionId ?? '0' }] };
  });
  for (const row of made) {
    if (row.agreement.written === 'by_hand') for (const statement of insert(ownerSql(), row)) await statement;
    if (row.agreement.written === 'prolonged_by_hand')
      await ownerSql()`update agreements set ends_on = ${dayFrom(30)} where org_id = ${orgId} and id = ${row.id}`;
  }
}

interface Row {
  orgId: Id;
  id: Id;
  connectionId: Id;
  by: Id;
  agreement: TheAgreement;
}

function insert(sql: Tx['sql'] | ReturnType<typeof ownerSql>, { orgId, id, connectionId, by, agreement }: Row) {
  const { state, confirmed, first, last, place } = agreement;
  return [
    sql`
      insert into agreements (org_id, id, kind, party, contact_name, contact_email, starts_on, ends_on, renewal, state,
        in_force_at, created_by, created_at, signed_at)
      values (${orgId}, ${id}, 'business_associate', 'App Ltd', 'A', 'a@example.org', ${first}, ${last}, '', ${state},
        ${confirmed ? new Date().toISOString() : null}, ${by}, now(), now())`,
    sql`
      insert into agreement_covers (org_id, agreement_id, service, connection_id, destination)
      values (${orgId}, ${id}, 'connection', ${connectionId}, ${place})`,
  ];
}
