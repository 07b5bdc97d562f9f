import { findField } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { metadataFor } from '@/lib/crm/modules/seen';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { openDetails } from '@/lib/protection/disclose/ledger-details';
import { findEntry } from '@/lib/protection/ledger/queries';

export interface EntryDetails {
  /** Old and new value of each field that is not marked, as text; null where there was or is none. */
  changes: { field: string; old: string | null; new: string | null }[];
  /** What the person wrote with the act. */
  note: string | null;
  /** What it keeps sealed does not open. */
  damaged: boolean;
}

/** Opens what is sealed in one entry. Part of the view that the ledger's page wrote down. @throws forbidden, not_found */
export async function openEntryDetails(ctx: Context, id: Id): Promise<EntryDetails> {
  return inOrg(ctx.orgId, async (tx) => {
    const row = await findEntry(tx, ctx, id);
    if (!row) throw notFound('The entry');
    const [[detail], metadata] = await Promise.all([openDetails(tx, ctx, [row]), metadataFor(tx, ctx)]);
    const module = metadata.modules.find(({ apiName }) => apiName === row.module);
    const changes = Object.entries(detail?.changes ?? {}).flatMap(([name, change]) => {
      const field = module && findField(module, name);
      if (!field) return [];
      const inWords = (value: StoredValue | undefined) =>
        value === undefined ? null : fieldType(field.type).format(value, field.options, { timeZone: ctx.timeZone });
      return [{ field: field.label, old: inWords(change.old), new: inWords(change.new) }];
    });
    return { changes, note: detail?.note ?? null, damaged: detail === null };
  });
}
