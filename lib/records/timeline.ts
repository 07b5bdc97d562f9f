import type { Context } from '../context';
import { inOrg, type Tx } from '../db/transaction';
import { openDetails } from '../disclose';
import type { Id } from '../ids';
import type { LedgerAction } from '../ledger/actions';
import { findField, type ModuleDefinition } from '../modules/definition';
import type { StoredValue } from '../modules/field-types/type';
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
  actorName: string;
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
  actor_name: string;
  purpose: string | null;
  module: string | null;
  fields: string[];
  sealedDetail: Buffer | null;
}

const PAGE_SIZE = 25;
/** Reading is the ledger's matter (who saw this record), not the record's history. */
const LEFT_OUT: LedgerAction[] = ['record.view', 'record.list', 'record.search', 'note.view'];

/** What happened to a record, newest first: who changed which field, who revealed. @throws forbidden; not_found */
export function listTimeline(ctx: Context, ref: RecordRef & { before?: Id }): Promise<TimelinePage> {
  return inOrg(ctx.orgId, async (tx) => {
    const module = await requireVisible(tx, ctx, ref);
    const rows = await readRows(tx, ref);
    const page = rows.slice(0, PAGE_SIZE);
    const details = await openDetails(tx, page);
    const events = page.map((row, n) => ({
      id: row.id,
      at: new Date(row.at).toISOString(),
      action: row.action,
      actorName: row.actor_name,
      purpose: row.purpose,
      changes: row.fields.map((name) => ({ ...fieldOf(module, name), ...details[n]?.changes?.[name] })),
    }));
    return { events, next: rows.length > PAGE_SIZE ? (page.at(-1)?.id ?? null) : null };
  });
}

function readRows(tx: Tx, { recordId, before }: RecordRef & { before?: Id }) {
  return tx.sql<Row[]>`
    select id, at, action, actor_name, purpose, module, fields, sealed_detail as "sealedDetail" from ledger_entries
    where org_id = ${tx.orgId} and record_id = ${recordId} and outcome = 'done' and action <> all(${LEFT_OUT})
      and ${before ? tx.sql`id < ${before}` : tx.sql`true`}
    order by id desc limit ${PAGE_SIZE + 1}`;
}

function fieldOf(module: ModuleDefinition, apiName: string): TimelineChange {
  const field = findField(module, apiName);
  return { apiName, label: field?.label ?? apiName, masked: field ? field.marked || field.sealed : true };
}
