/** Opening the sealed half of a record's row: for the files of this folder only. */

import { hasEnvelopes, type ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { wholeOf } from '@/lib/crm/modules/seen';
import { OpenError } from '@/lib/platform/crypto/open-error';
import { open } from '@/lib/platform/crypto/record-open';
import { Sealed } from '@/lib/platform/crypto/sealed';
import type { Id } from '@/lib/platform/ids';

export interface Enveloped {
  id: Id;
  sealed: Buffer | null;
  seal_version: number;
}

export interface SealedRow extends Enveloped {
  values: Record<string, StoredValue>;
}

/** @throws OpenError when the envelope was changed, moved, put back to an older one or taken away. */
export function openRow(
  row: Enveloped,
  fields: readonly string[],
  module: ModuleDefinition,
  keys: Parameters<typeof open>[2],
): Record<string, StoredValue> {
  if (!row.sealed) {
    if (row.seal_version > 0 || hasEnvelopes(wholeOf(module))) throw new OpenError();
    return {};
  }
  const place = { orgId: keys.orgId, module: module.id, recordId: row.id, version: row.seal_version };
  return open(Sealed.fromBytes(row.sealed), fields, keys, place);
}

export function pick(values: Record<string, StoredValue>, names: readonly string[]): Record<string, StoredValue> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}
