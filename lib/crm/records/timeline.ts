import { findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { wholeOf } from '@/lib/crm/modules/seen';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { Door } from '@/lib/protection/compliance/doors';
import { treatmentOf } from '@/lib/protection/compliance/policy';
import { openDetails } from '@/lib/protection/disclose/ledger-details';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import type { EntryDetail } from '@/lib/protection/ledger/append';
import { type RecordRef, requireVisible } from './record-access';

export interface TimelineChange {
  apiName: string;
  label: string;
  /** `masked`: the field is marked or sealed, so its values are in no timeline. */
  masked: boolean;
  old?: StoredValue;
  new?: StoredValue;
}

export interface TimelineEvent {
  id: Id;
  at: string;
  action: LedgerAction;
  actorId: Id;
  actorName: string;
  /** The way it came, where one is known. */
  door: Door | null;
  /** A program did it, or the job that it started. */
  byProgram: boolean;
  purpose: string | null;
  changes: TimelineChange[];
}

export interface TimelinePage {
  events: TimelineEvent[];
  /** Give it back as `before` for older events. */
  next: Id | null;
}

interface Row {
  id: Id;
  at: string;
  action: LedgerAction;
  actor_id: Id;
  actor_name: string;
  by_program: boolean;
  door: Door | null;
  purpose: string | null;
  module: string | null;
  fields: string[];
  sealedDetail: Buffer | null;
}

const PAGE_SIZE = 25;
/** Reading is the ledger's matter (who saw this record), not the record's history. */
const LEFT_OUT: LedgerAction[] = ['record.view', 'record.list', 'record.search', 'note.view'];

export interface TimelineAsked {
  before?: Id;
  /** 25 when absent. */
  perPage?: number;
}

/**
 * What happened to a record, newest first: who changed which field, who revealed.
 * @param door of a field that this door withholds there is no word, not even that it changed.
 * @throws forbidden; not_found
 */
export function listTimeline(
  ctx: Context,
  ref: RecordRef & TimelineAsked,
  door: Door = 'screen',
): Promise<TimelinePage> {
  const perPage = ref.perPage ?? PAGE_SIZE;
  return inOrg(ctx.orgId, async (tx) => {
    const module = await requireVisible(tx, ctx, ref);
    const { compliance } = await metadataOf(tx);
    const rows = await readRows(tx, ref, perPage);
    const page = rows.slice(0, perPage);
    const details = await openDetails(tx, ctx, page);
    const whole = wholeOf(module);
    const isTold = (name: string) => {
      const field = findField(whole, name);
      return !field || treatmentOf(field, door, compliance, ctx.rights) !== 'withheld';
    };
    const events = page.map((row, n) => ({
      id: row.id,
      at: new Date(row.at).toISOString(),
      action: row.action,
      actorId: row.actor_id,
      actorName: row.actor_name,
      door: row.door,
      byProgram: row.by_program,
      purpose: row.purpose,
      changes: row.fields.filter(isTold).map((name) => changeOf(module, name, details[n])),
    }));
    return { events, next: rows.length > perPage ? (page.at(-1)?.id ?? null) : null };
  });
}

function readRows(tx: Tx, { recordId, before }: RecordRef & TimelineAsked, perPage: number) {
  return tx.sql<Row[]>`
    select id, at, action, actor_id, actor_name, (actor_kind = 'client' or facts::jsonb ->> 'source' is not distinct from 'api') as by_program,
      door, purpose, module, fields, sealed_detail as "sealedDetail"
    from ledger_entries
    where org_id = ${tx.orgId} and record_id = ${recordId} and outcome = 'done' and action <> all(${LEFT_OUT})
      and expired_by is null
      and ${before ? tx.sql`id < ${before}` : tx.sql`true`}
    order by id desc limit ${perPage + 1}`;
}

/** A field that was sealed or marked since it changed has its old values in the event still: they are left out. */
function changeOf(module: ModuleDefinition, apiName: string, detail: EntryDetail | null | undefined): TimelineChange {
  const field = findField(module, apiName);
  // What does not open is as hidden as what may not be read; the empty would be told as empty.
  const masked = !field || field.marked || field.sealed || detail === null;
  return { apiName, label: field?.label ?? apiName, masked, ...(!masked && detail?.changes?.[apiName]) };
}
