import type { FieldDefinition, ModuleDefinition, OrgMetadata } from '@/lib/crm/modules/definition';
import type { MappedPair } from '@/lib/platform/db/schema/conversions';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { whyCannotHold } from './fits';
import { LEADS, TARGETS, type Target } from './targets';
import { usualPairs } from './usual-mapping';

export interface StoredMapping {
  pairs: readonly MappedPair[];
  /** 0: nobody has saved one, and the usual one is in force. */
  version: number;
}

/** The mapping in force. @param metadata whole, so that the usual one is the same for everybody */
export async function readMapping(tx: Tx, metadata: Pick<OrgMetadata, 'modules'>): Promise<StoredMapping> {
  const [row] = await tx.sql<{ pairs: MappedPair[]; version: number }[]>`
    select pairs, version from conversion_mappings where org_id = ${tx.orgId}`;
  return row ?? { pairs: usualPairs(metadata), version: 0 };
}

export interface Mapped {
  source: FieldDefinition;
  target: FieldDefinition;
}

/** The pairs of each target that there are in a view of the metadata, and that fit each other. Pure. */
export function mappedIn(
  { modules }: Pick<OrgMetadata, 'modules'>,
  pairs: readonly MappedPair[],
): Record<Target, Mapped[]> {
  const find = (module: ModuleDefinition | undefined, id: Id) => module?.fields.find((field) => field.id === id);
  const named = (name: string) => modules.find(({ apiName }) => apiName === name);
  const of = (target: Target): Mapped[] =>
    pairs.flatMap(({ from, to }) => {
      const [source, field] = [find(named(LEADS), from), find(named(target), to)];
      return source && field && (field.onlyRead || whyCannotHold(source, field) === null)
        ? [{ source, target: field }]
        : [];
    });
  return Object.fromEntries(TARGETS.map((target) => [target, of(target)])) as Record<Target, Mapped[]>;
}
