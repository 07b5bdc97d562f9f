/** Lines of the accounting from before they were bound: they are taken as they are, once an org. */

import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { lineMac } from '@/lib/platform/crypto/line-mac';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { keepState } from '@/lib/protection/integrity/kept-state';
import { type KeptLine, keyOfGone, keyOfLine, lineColumns } from './kept-line';

const BATCH = 5000;

/** Says that the org's lines have their checks from here on. */
export const markLinesKept = (tx: Tx): Promise<void> =>
  keepState(tx, { subject: 'accounting', id: tx.orgId, state: 'adopted' });

/**
 * Keeps the checks of the lines that have none. The database lets the app's role write a check where there is none, and
 * change none; the mark it cannot take away, so that lines put in later are never taken as they are.
 * @returns whether it did.
 */
export async function adoptLines(tx: Tx): Promise<boolean> {
  const marks = await tx.sql`
    select from state_macs where org_id = ${tx.orgId} and subject = 'accounting' and subject_id = ${tx.orgId}`;
  if (marks.length > 0) return false;
  const keys = await keysOf(tx);
  for (let after: Id | null = '0'; after !== null; ) after = await keepLines(tx, keys, after);
  for (let after: Place | null = ['0', '0']; after !== null; ) after = await keepRecords(tx, keys, after);
  for (let after: Place | null = ['0', '0']; after !== null; ) after = await keepGone(tx, keys, after);
  await markLinesKept(tx);
  return true;
}

async function keepLines(tx: Tx, keys: OrgKeys, after: Id): Promise<Id | null> {
  const lines = await tx.sql<KeptLine[]>`
    select ${lineColumns(tx)} from disclosures d
    where d.org_id = ${tx.orgId} and d.id > ${after} and d.mac is null order by d.id limit ${BATCH}`;
  const macs = lines.map((line) => lineMac(keyOfLine(keys, line)).toString('hex'));
  await tx.sql`
    update disclosures d set mac = decode(m.mac, 'hex')
    from unnest(${lines.map(({ id }) => id)}::bigint[], ${macs}::text[]) as m (id, mac)
    where d.org_id = ${tx.orgId} and d.id = m.id and d.mac is null`;
  return lines.at(-1)?.id ?? null;
}

type Place = readonly [recordId: Id, lineId: Id];

async function keepRecords(tx: Tx, keys: OrgKeys, [recordId, lineId]: Place): Promise<Place | null> {
  const rows = await tx.sql<(KeptLine & { recordId: Id })[]>`
    select ${lineColumns(tx)}, r.record_id as "recordId"
    from disclosure_records r
    join disclosures d on d.org_id = r.org_id and d.id = r.disclosure_id
    where r.org_id = ${tx.orgId} and (r.record_id, r.disclosure_id) > (${recordId}, ${lineId}) and r.mac is null
    order by r.record_id, r.disclosure_id limit ${BATCH}`;
  const places = rows.map(({ recordId: record, id }): Place => [record, id]);
  await writeMacs(
    tx,
    places,
    rows.map(({ recordId: record, ...line }) => lineMac(keyOfLine(keys, line), record)),
  );
  return places.at(-1) ?? null;
}

/** What has no line is of a conversation that is gone. */
async function keepGone(tx: Tx, keys: OrgKeys, [recordId, lineId]: Place): Promise<Place | null> {
  const rows = await tx.sql<{ recordId: Id; id: Id }[]>`
    select record_id as "recordId", disclosure_id as id from disclosure_records
    where org_id = ${tx.orgId} and (record_id, disclosure_id) > (${recordId}, ${lineId}) and mac is null
    order by record_id, disclosure_id limit ${BATCH}`;
  const places = rows.map(({ recordId: record, id }): Place => [record, id]);
  await writeMacs(
    tx,
    places,
    places.map(([record, id]) => lineMac(keyOfGone(keys, id), record)),
  );
  return places.at(-1) ?? null;
}

async function writeMacs(tx: Tx, places: readonly Place[], macs: readonly Buffer[]): Promise<void> {
  const digits = macs.map((mac) => mac.toString('hex'));
  await tx.sql`
    update disclosure_records r set mac = decode(m.mac, 'hex')
    from unnest(${places.map(([record]) => record)}::bigint[], ${places.map(([, line]) => line)}::bigint[], ${digits}::text[])
      as m (record, line, mac)
    where r.org_id = ${tx.orgId} and r.record_id = m.record and r.disclosure_id = m.line and r.mac is null`;
}
