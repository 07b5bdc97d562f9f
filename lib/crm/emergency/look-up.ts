/**
 * Finding the record that somebody needs in an emergency, though they may not see it. Guarantees: only by a whole value or a
 * number, so nobody leafs through; only after step-up; each look-up is an event that counts what was found; the answer has
 * names as lists show them, and no value. Not against: whoever knows a value learns that some record has it.
 */
import { getModule } from '@/lib/crm/modules/definition';
import { textSortKey } from '@/lib/crm/modules/field-types/text-fold';
import { metadataFor } from '@/lib/crm/modules/seen';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { isNameHidden } from '@/lib/crm/records/list-fields';
import { shownName } from '@/lib/crm/records/names';
import type { NamedRecord } from '@/lib/crm/records/search-by-name';
import { searchIn } from '@/lib/crm/records/search-by-value';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, isId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { type LookUp, lookUpSchema } from './schemas';

const MOST = 20;

export interface FoundRecord extends NamedRecord {
  /** "Contact". */
  kind: string;
}

/** Records that a text is the whole name, a whole value or the number of: at most 20. @throws forbidden; `STEP_UP`; invalid */
export async function lookUp(ctx: Context, input: LookUp): Promise<FoundRecord[]> {
  const { text } = readInput(lookUpSchema, input);
  return mutate(ctx, 'emergency.look_up', async (tx) => {
    assertOrgRight(ctx, 'emergencyAccess');
    assertFresh(ctx);
    const all: Context = {
      ...ctx,
      rights: { ...ctx.rights, everyModule: ['view'], modules: {}, org: ['revealPhi'] },
      ownerIds: null,
    };
    const found = [...(await byNameOrNumber(tx, all, text)), ...(await searchIn(tx, all, text))];
    const once = [...new Map(found.map((one) => [one.id, one])).values()].slice(0, MOST);
    const metadata = await metadataFor(tx, all);
    const value = once.map((one) => ({ ...one, kind: getModule(metadata, one.module).singular }));
    return { value, entries: [{ action: 'emergency.look_up', facts: { found: value.length } }] };
  });
}

async function byNameOrNumber(tx: Tx, ctx: Context, text: string): Promise<NamedRecord[]> {
  const { modules } = await metadataFor(tx, ctx);
  const found: NamedRecord[] = [];
  for (const module of modules) {
    const named = isNameHidden(module) ? tx.sql`false` : tx.sql`name_key = ${textSortKey(text)}`;
    const rows = await tx.sql<{ id: Id; name: string | null }[]>`
      select id, name from records
      where ${visibleRecords(tx, ctx, module)} and (id = ${isId(text) ? text : '0'} or ${named})
      order by id limit ${MOST}`;
    found.push(...rows.map((row) => ({ id: row.id, name: shownName(module, row), module: module.apiName })));
  }
  return found;
}
