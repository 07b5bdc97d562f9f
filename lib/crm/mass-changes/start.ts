/**
 * Changing many records at once: another owner, one field, the recycle bin, and back out of it. The records are chosen
 * here, on the server, with their versions; a job changes them one by one by the verbs that change one (`run.ts`).
 */

import { getField, getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { assertOwner } from '@/lib/crm/records/owner';
import { readChanges, requiredError } from '@/lib/crm/records/read-input';
import { searchEntries } from '@/lib/crm/records/search-event';
import { startJob } from '@/lib/platform/background/start';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, conflict, forbidden, invalid, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { atLeastOne, mutate } from '@/lib/protection/mutate';
import { countChosen, listChosen, readChosen } from './choose';
import { type ChosenRecord, MORE_THAN_SAID, writeChosen } from './rows';
import type { MassAct, MassChangeRequest } from './schemas';

/**
 * Starts a change of the records chosen, never of more than were said.
 * @throws forbidden; invalid, naming a field; not_found when none is there; conflict when more match by now
 */
export async function startMassChange(
  ctx: Context,
  { chosen, act }: MassChangeRequest,
): Promise<{ jobId: Id; records: number }> {
  const attempt = { action: 'mass_change.start', module: chosen.module, facts: { act: act.kind } } as const;
  const started = mutate(ctx, attempt, async (tx) => {
    const { module, query } = await readChosen(tx, ctx, chosen);
    await assertAct(tx, ctx, module, act);
    const records = await listChosen(tx, query);
    if (records.length === 0) throw notFound('A record that matches');
    if (chosen.said !== undefined && records.length > chosen.said) throw moreThanSaid();
    const started = await begin(tx, ctx, { module, act }, records);
    const entries = [...searchEntries(query.module, query.searched, records.length), started.entry];
    return { value: started.value, writes: [started.write], entries: atLeastOne(entries) };
  });
  return started.catch(async (error: unknown) => {
    // That there are more is told, also of records found by a protected value: a search, with its event.
    if (error instanceof CareledgerError && error.reason === MORE_THAN_SAID) await countChosen(ctx, chosen);
    throw error;
  });
}

const moreThanSaid = () =>
  conflict('More records match by now than you were told. Look at their number before you go on.', {
    reason: MORE_THAN_SAID,
  });

/** Brings back from the recycle bin what a change of many moved there. @throws not_found for another person's; conflict */
export async function undoMassDelete(
  ctx: Context,
  { jobId: of }: { jobId: Id },
): Promise<{ jobId: Id; records: number }> {
  const attempt = { action: 'mass_change.start', subjectId: of, facts: { act: 'restore' } } as const;
  return mutate(ctx, attempt, async (tx) => {
    const [job] = await tx.sql<{ module: string; status: string; act: string }[]>`
      select module, status, params ->> 'act' as act from jobs
      where org_id = ${tx.orgId} and id = ${of} and created_by = ${ctx.actor.id} and kind = 'mass_change'
        and module is not null`;
    if (job?.act !== 'delete') throw notFound('The change');
    if (job.status === 'queued' || job.status === 'running') throw conflict('It is not finished yet.');
    const module = getModule(await metadataFor(tx, ctx), job.module);
    const act = { kind: 'restore' } as const;
    await assertAct(tx, ctx, module, act);
    const records = await tx.sql<ChosenRecord[]>`
      select m.record_id as id, m.version from mass_change_rows m
      join records r on r.org_id = m.org_id and r.id = m.record_id and r.deleted_at is not null
      where m.org_id = ${tx.orgId} and m.job_id = ${of} and m.state = 'done'`;
    if (records.length === 0) throw notFound('A record to bring back');
    const { value, write, entry } = await begin(tx, ctx, { module, act }, records);
    return { value, writes: [write], entries: [entry] };
  });
}

async function assertAct(tx: Tx, ctx: Context, module: ModuleDefinition, act: MassAct): Promise<void> {
  assertModuleRight(ctx, module, act.kind === 'delete' || act.kind === 'restore' ? 'delete' : 'edit');
  if (act.kind === 'owner') await assertOwner(tx, act.ownerId);
  if (act.kind !== 'field') return;
  const field = getField(module, act.field);
  const wrong = (message: string) => invalid(message, { fields: { [field.apiName]: message } });
  if (field.unique) throw wrong(`${field.label} is unique: no two records may share a value.`);
  const changes = readChanges(module, { [field.apiName]: act.value });
  if (field.required && changes[field.apiName] === undefined) throw wrong(requiredError(field));
}

async function begin(
  tx: Tx,
  ctx: Context,
  { module, act }: { module: ModuleDefinition; act: MassAct },
  records: readonly ChosenRecord[],
) {
  if (ctx.actor.kind !== 'user') throw forbidden('Only a person changes many records at once.');
  const jobId = await startJob(tx, ctx, {
    kind: 'mass_change',
    module: module.apiName,
    params: { act: act.kind },
    request: act,
    total: records.length,
  });
  const entry: NewEntry = {
    action: 'mass_change.start',
    module: module.apiName,
    subjectId: jobId,
    ...(act.kind === 'field' && { fields: [act.field] }),
    facts: { act: act.kind, records: records.length },
  };
  return { value: { jobId, records: records.length }, write: writeChosen(tx, jobId, records), entry };
}
