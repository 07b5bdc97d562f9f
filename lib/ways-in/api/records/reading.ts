/** What every read of records at this door shares: the module, what the asker may do, the event of what left. */

import { findField, type ModuleDefinition, type OrgMetadata } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { listableModule } from '@/lib/crm/records/list';
import type { ListField } from '@/lib/crm/records/list-fields';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import type { Disclosure } from '@/lib/protection/accounting/note';
import { spendApart } from '@/lib/protection/disclose/budget';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';
import type { Call } from '../endpoint';
import { moduleOf } from '../module-of';
import { notingRefusals } from '../noted';

export interface Reading {
  tx: Tx;
  ctx: Context;
  metadata: OrgMetadata;
  module: ModuleDefinition;
  fields: ListField[];
  /** Records whose marked values may be in the answer, counted before it leaves, and their lines of the accounting. */
  disclosed: { records: number; lines: Disclosure[] };
}

/** Reads from a module in one moment of the database; a refusal is an event. */
export function reading<T>(call: Call, moduleName: string, read: (about: Reading) => Promise<T>): Promise<T> {
  const { ctx } = call;
  const about = { action: 'record.list', module: moduleName } as const;
  const disclosed: Reading['disclosed'] = { records: 0, lines: [] };
  return notingRefusals(call, about, async () => {
    const answer = await readInOrg(ctx.orgId, async (tx) => {
      // Travels with the first statement of the read.
      const limited = tx.sql`select set_config('statement_timeout', '10s', true)`.execute();
      const found = readModule(tx, ctx, moduleName).then((of) => read({ ...of, disclosed }));
      const [answer] = await Promise.all([found, limited]);
      return answer;
    });
    await spendApart(ctx, 'bulk', disclosed.records, disclosed.lines);
    return answer;
  });
}

async function readModule(tx: Tx, ctx: Context, name: string): Promise<Omit<Reading, 'disclosed'>> {
  await moduleOf(tx, ctx, name);
  const { module, fields } = await listableModule(tx, ctx, name, 'api');
  return { tx, ctx, metadata: await metadataFor(tx, ctx), module, fields };
}

export interface Left {
  rows: number;
  /** API names of the marked or sealed fields in the answer. */
  opened: readonly string[];
  /** API names of all fields in the answer, for the dialog that marks one of them. */
  read?: readonly string[];
  /** API names of the marked or sealed fields searched. */
  searched?: readonly string[];
  recordId?: string;
}

/** The event of what left, in the transaction that read it. */
export async function recordLeft(call: Call, { tx, ctx, module, disclosed }: Reading, left: Left): Promise<void> {
  if (left.opened.some((name) => findField(module, name)?.marked)) disclosed.records += left.rows;
  call.fieldsRead.push(...new Set([...(left.read ?? left.opened), ...(left.searched ?? [])]));
  const about = { module: module.apiName, door: 'api', facts: { rows: left.rows } } as const;
  const entries: NewEntry[] = [];
  if (left.searched && left.searched.length > 0) {
    entries.push({ action: 'record.search', ...about, fields: left.searched });
  }
  if (left.opened.length > 0 && left.recordId) {
    entries.push({ action: 'record.view', ...about, recordId: left.recordId, fields: left.opened });
  } else if (left.opened.length > 0 && left.rows > 0) {
    entries.push({ action: 'record.list', ...about, fields: left.opened });
  }
  if (entries.length > 0) await appendEntries(tx, ctx, entries, await keysOf(tx));
}
