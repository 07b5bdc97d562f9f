/**
 * What is said when something in the database is not what Careledger left there: an entry `integrity.failed`, and a
 * notice to whoever reads the whole ledger. Ids and names of fields only.
 */
import type { Context } from '../context';
import { type Tx, writeAlso } from '../db/transaction';
import type { Id } from '../ids';
import type { LedgerAction } from '../ledger/actions';
import { appendEntries, type NewEntry } from '../ledger/append';
import { encodeFacts } from '../ledger/entry';
import { notify } from '../notices/notify';
import { keysOf } from '../org-keys';

export interface IntegrityFailure {
  /** `record`: its sealed values; `protection`: marks, encryption, restrictions; `rights`: what a person may do. */
  what: 'record' | 'protection' | 'rights' | 'approval' | 'setting';
  module?: string;
  recordId?: Id;
  /** The person whose rights they are. */
  subjectId?: Id;
  /** API names of the fields that were asked for. */
  fields?: readonly string[];
  /** What was being done. */
  during?: LedgerAction;
}

/**
 * Writes that it was found, in the transaction that found it. The same thing found again within the hour is not told
 * again, unless it was met by an act of its own (`during`), whose end this entry is.
 */
export async function noteFailure(tx: Tx, ctx: Context, failure: IntegrityFailure): Promise<void> {
  const { what, during, fields = [], ...subject } = failure;
  const facts = { what, ...(during && { during }) };
  const known = await wasTold(tx, failure, encodeFacts(facts));
  if (known && !during) return;
  const entry: NewEntry = { action: 'integrity.failed', fields, facts, ...subject };
  await appendEntries(tx, ctx, [entry], await keysOf(tx));
  if (known) return;
  await writeAlso(tx, 'touch');
  await notify(tx, { right: 'readWholeLedger' }, { kind: 'integrity.failed', facts: { what }, ...subject });
}

async function wasTold(tx: Tx, { recordId, subjectId }: IntegrityFailure, facts: string): Promise<boolean> {
  const rows = await tx.sql`
    select from ledger_entries
    where org_id = ${tx.orgId} and action = 'integrity.failed' and at > now() - interval '1 hour' and facts = ${facts}
      and record_id is not distinct from ${recordId ?? null} and subject_id is not distinct from ${subjectId ?? null}
    limit 1`;
  return rows.length > 0;
}
