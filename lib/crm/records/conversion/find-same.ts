/** Accounts and contacts that may be those of a lead: with the same name, or the same e-mail address. */

import { getFieldById } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { listableModule } from '../list';
import { isProtected } from '../list-fields';
import { inWords, sameAs } from '../merge/find';
import type { RecordInWords } from '../names';
import type { RecordRow } from '../serialize';
import type { PlannedTarget } from './plan';
import type { TargetValues } from './values';

export interface SameRecords {
  records: RecordInWords[];
  /** Labels of fields that would tell and were not looked through, since they are protected: nobody asked for them by name. */
  passed: string[];
}

const NONE: SameRecords = { records: [], passed: [] };
/** More with the same value tell nobody from another. */
const MOST = 10;

/**
 * By the fields of the target that tell one from another. What is protected, on the lead or in the target, is not looked through:
 * the page that shows this would disclose it.
 */
export async function findSame(
  tx: Tx,
  ctx: Context,
  { module, fields: planned }: PlannedTarget,
  { values }: TargetValues,
): Promise<SameRecords> {
  if (!canInModule(ctx.rights, module.apiName, 'view')) return NONE;
  const { fields } = await listableModule(tx, ctx, module.apiName);
  const telling = planned.filter(({ target }) => isTelling(module.nameFields, target));
  const found = new Map<Id, RecordRow>();
  for (const { source, target } of telling) {
    const value = values[target.apiName];
    const field = fields.find(({ id }) => id === target.id);
    if (isProtected(source) || isProtected(target) || value === undefined) continue;
    if (!field?.operators.includes('equals')) continue;
    const rows = await sameAs(tx, ctx, module, { field, value, ownId: '0' });
    if (rows.length <= MOST) for (const row of rows) found.set(row.id, row);
  }
  const passed = telling.filter(({ source, target }) => isProtected(source) || isProtected(target));
  return {
    records: await inWords(tx, ctx, module, [...found.values()].slice(0, MOST)),
    passed: [...new Set(passed.map(({ target }) => getFieldById(module, target.id).label))],
  };
}

/** The name, where it is one field; else what reaches somebody by e-mail. */
const isTelling = (nameFields: readonly string[], target: PlannedTarget['fields'][number]['target']): boolean =>
  nameFields.length === 1 ? target.apiName === nameFields[0] : fieldType(target.type).contact === 'email';
