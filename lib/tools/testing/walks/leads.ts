/** Records to walk through, and what others do to them meanwhile. */
import { createRecord } from '@/lib/crm/records/create';
import { deleteRecords, purgeRecords, restoreRecords } from '@/lib/crm/records/recycle';
import { updateRecord } from '@/lib/crm/records/update';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '../database';
import type { TestOrg } from '../make-org';
import { FEW, idsIn, LETTERS, times, type Walk } from './walk';

export const addLead = async (org: TestOrg, name: string): Promise<Id> =>
  (await createRecord(org.operator, { module: 'Leads', values: { Last_Name: name, City: 'Boston' } })).id;
export const rename = (org: TestOrg, id: Id, name: string) =>
  updateRecord(org.operator, { module: 'Leads', id, values: { Last_Name: name } });
export const bin = (org: TestOrg, id: Id) => deleteRecords(org.operator, { module: 'Leads', ids: [id] });

export async function leads(org: TestOrg): Promise<Id[]> {
  return times(FEW, (n) => addLead(org, `${LETTERS[n]} lead`));
}

/** The record at the edge is renamed or deleted, others are moved past the walk in both directions, new ones come. */
export function disturbLeads(org: TestOrg, all: readonly Id[], isWalk: boolean): Walk['meanwhile'] {
  const given = new Set<Id>();
  return async ({ ids }, n) => {
    for (const id of ids) given.add(id);
    const edge = ids.at(-1);
    const ahead = all.filter((id) => !given.has(id));
    const moved: Id[] = [];
    const gone: Id[] = [];
    if (edge && n === 0) {
      await rename(org, edge, 'ZZ to the end');
      moved.push(edge);
    }
    if (edge && n === 1) {
      await bin(org, edge);
      gone.push(edge);
    }
    const behind = ahead.at(n % ahead.length);
    if (behind && n < 3) {
      await rename(org, behind, `AA behind ${n}`);
      moved.push(behind);
    }
    const deleted = all.filter((id) => !given.has(id) && id !== behind).at(1);
    if (deleted && n === 2) {
      await bin(org, deleted);
      gone.push(deleted);
    }
    await addLead(org, `AAA new ${n}`);
    await addLead(org, `ZZZ new ${n}`);
    return isWalk ? gone : [...gone, ...moved];
  };
}

export async function deletedLeads(org: TestOrg): Promise<{ ids: Id[]; meanwhile: Walk['meanwhile'] }> {
  const ids = await leads(org);
  // Ten at once have one time: the id has to tell them apart.
  await deleteRecords(org.operator, { module: 'Leads', ids: ids.slice(0, 10) });
  for (const id of ids.slice(10)) await bin(org, id);
  const meanwhile: Walk['meanwhile'] = async (page, n) => {
    const edge = page.ids.at(-1);
    if (!edge) return [];
    const act = n % 2 === 0 ? restoreRecords : purgeRecords;
    await act(org.operator, { module: 'Leads', ids: [edge] });
    await bin(org, await addLead(org, 'Deleted meanwhile'));
    return [edge];
  };
  return { ids, meanwhile };
}

export async function changedLead(org: TestOrg): Promise<{ recordId: Id; ids: Id[] }> {
  const recordId = await addLead(org, 'Changed');
  await times(FEW, (n) => rename(org, recordId, `Changed ${n}`));
  const rows = await ownerSql()<{ id: Id }[]>`
    select id from ledger_entries where org_id = ${org.orgId} and record_id = ${recordId}`;
  return { recordId, ids: idsIn([...rows]) };
}
