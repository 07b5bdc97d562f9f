import { findField, type OrgMetadata } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import type { Context } from '@/lib/platform/context';
import { openText } from '@/lib/platform/crypto/detail-open';
import { Sealed } from '@/lib/platform/crypto/sealed';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { detailContext, type EntryDetail } from '@/lib/protection/ledger/append';
import { openEach, thisMonth } from './damaged';

/**
 * The sealed details of ledger entries; values of fields that are marked by now are left out, whoever asks. Null where
 * they do not open.
 */
export async function openDetails(
  tx: Tx,
  ctx: Context,
  entries: readonly { id: Id; module: string | null; sealedDetail: Buffer | null }[],
): Promise<(EntryDetail | null)[]> {
  const [keys, metadata] = await Promise.all([keysOf(tx), metadataFor(tx, ctx)]);
  return openEach(tx, ctx, entries, {
    found: ({ id }) => ({ what: 'entry', subjectId: id, state: thisMonth() }),
    open: ({ id, sealedDetail, module }) => {
      if (!sealedDetail) return {};
      const text = openText('ledger-detail', Sealed.fromBytes(sealedDetail), keys, detailContext(tx.orgId, id));
      return withoutMarked(JSON.parse(text) as EntryDetail, module, metadata);
    },
  });
}

function withoutMarked(detail: EntryDetail, moduleName: string | null, metadata: OrgMetadata): EntryDetail {
  const module = metadata.modules.find(({ apiName }) => apiName === moduleName);
  const changes = Object.entries(detail.changes ?? {}).filter(([name]) => {
    const field = module && findField(module, name);
    return field && !field.marked;
  });
  return { ...detail, changes: Object.fromEntries(changes) };
}
