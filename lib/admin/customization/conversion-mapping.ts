/** Setup of what leads become when they are converted: which field fills which. Holds no value of any record. */

import { z } from 'zod';
import { type FieldDefinition, getModule, type OrgMetadata } from '@/lib/crm/modules/definition';
import { isEnterable } from '@/lib/crm/modules/field-types/description';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { whyCannotHold, whyStays } from '@/lib/crm/records/conversion/fits';
import { readMapping } from '@/lib/crm/records/conversion/mapping';
import { LEADS, TARGETS, type Target } from '@/lib/crm/records/conversion/targets';
import { usualPairs } from '@/lib/crm/records/conversion/usual-mapping';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import type { MappedPair } from '@/lib/platform/db/schema/conversions';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { conflict, type FieldErrors, invalid } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { mutate, unchanged } from '@/lib/protection/mutate';

const id = z.string().refine(isId, 'Not an id.');

export const saveMappingSchema = z.object({
  /** The version that was seen. */
  version: z.int().min(0),
  /** Null: the usual mapping again. */
  pairs: z
    .array(z.object({ from: id, to: id }))
    .max(1_000)
    .nullable(),
});
export type SaveMapping = z.infer<typeof saveMappingSchema>;

/** A field of a lead that may fill another. */
export interface MappingChoice {
  id: Id;
  label: string;
  /** Why its values stay on the lead although it is chosen: they are protected, and the other field is not, or not as well. */
  stays: string | null;
}

export interface MappingField {
  id: Id;
  label: string;
  required: boolean;
  protectedAs: 'marked' | 'encrypted' | null;
  /** The field of a lead that fills it. */
  from: Id | null;
  choices: MappingChoice[];
}

export interface ConversionMapping {
  version: number;
  /** With the fields that some field of a lead fits. */
  targets: { apiName: Target; plural: string; fields: MappingField[] }[];
}

/** @throws forbidden */
export function getConversionMapping(ctx: Context): Promise<ConversionMapping> {
  return inOrg(ctx.orgId, async (tx) => {
    assertOrgRight(ctx, 'manageModules');
    const metadata = await metadataOf(tx);
    const { pairs, version } = await readMapping(tx, metadata);
    const sources = getModule(metadata, LEADS).fields;
    const targets = TARGETS.map((apiName) => {
      const { plural, fields } = getModule(metadata, apiName);
      const shown = fields.filter(isEnterable).map((field) => mappingField(field, sources, pairs));
      return { apiName, plural, fields: shown.filter(({ choices }) => choices.length > 0) };
    });
    return { version, targets };
  });
}

function mappingField(
  field: FieldDefinition,
  sources: readonly FieldDefinition[],
  pairs: readonly MappedPair[],
): MappingField {
  const { label, required, marked, sealed } = field;
  const choices = sources
    .filter((source) => whyCannotHold(source, field) === null)
    .map((source) => ({ id: source.id, label: source.label, stays: whyStays(source, field, true) }));
  const chosen = pairs.find(({ to, from }) => to === field.id && choices.some((choice) => choice.id === from));
  const protectedAs = marked ? 'marked' : sealed ? 'encrypted' : null;
  return { id: field.id, label, required, protectedAs, from: chosen?.from ?? null, choices };
}

/**
 * Saves the mapping whole; in force for the very next conversion.
 * @throws forbidden; invalid, naming each field that cannot hold what is to fill it, is filled twice or is not there; conflict
 * when somebody else saved it meanwhile
 */
export function saveConversionMapping(ctx: Context, { version, pairs }: SaveMapping): Promise<void> {
  const attempt = { action: 'module.map_conversion', module: LEADS } as const;
  return mutate(ctx, attempt, async (tx) => {
    assertOrgRight(ctx, 'manageModules');
    const metadata = await metadataOf(tx);
    const wanted = pairs ?? usualPairs(metadata);
    assertFit(metadata, wanted);
    const before = await readMapping(tx, metadata);
    if (before.version !== version) {
      throw conflict('Somebody else changed the mapping. Look at it again before you save.', { reason: 'CONCURRENT' });
    }
    const [added, removed] = [wordsOf(metadata, wanted, before.pairs), wordsOf(metadata, before.pairs, wanted)];
    if (added.length + removed.length === 0) return unchanged();
    await keep(tx, wanted, version);
    return { value: undefined, entries: [{ ...attempt, facts: { added, removed } }] };
  });
}

/** @throws conflict when somebody else saves it at the same moment */
async function keep(tx: Tx, pairs: readonly MappedPair[], version: number): Promise<void> {
  const kept = JSON.stringify(pairs);
  const rows = await tx.sql`
    insert into conversion_mappings as m (org_id, pairs, version) values (${tx.orgId}, ${kept}::jsonb, ${version + 1})
    on conflict (org_id) do update set pairs = excluded.pairs, version = excluded.version where m.version = ${version}
    returning version`;
  if (rows.length === 0) {
    throw conflict('Somebody else changed the mapping. Look at it again before you save.', { reason: 'CONCURRENT' });
  }
}

/** @throws invalid, keyed by the API names of the fields to be filled */
function assertFit(metadata: OrgMetadata, pairs: readonly MappedPair[]): void {
  const errors: FieldErrors = {};
  const filled = new Set<Id>();
  for (const { from, to } of pairs) {
    const source = getModule(metadata, LEADS).fields.find((field) => field.id === from);
    const found = TARGETS.flatMap((target) =>
      getModule(metadata, target)
        .fields.filter((field) => field.id === to)
        .map((field) => ({ target, field })),
    )[0];
    if (!source || !found) throw invalid('A field of the mapping is not there any more. Look at it again.');
    const name = `${found.target}.${found.field.apiName}`;
    const why = whyCannotHold(source, found.field);
    if (why !== null) errors[name] = why;
    else if (filled.has(to)) errors[name] = `${found.field.label} is filled twice.`;
    filled.add(to);
  }
  if (Object.keys(errors).length > 0)
    throw invalid('Some fields cannot hold what is to fill them.', { fields: errors });
}

/** The pairs that are not among others: "Company → Accounts.Account_Name". Those whose fields are gone are not said. */
function wordsOf({ modules }: OrgMetadata, pairs: readonly MappedPair[], others: readonly MappedPair[]): string[] {
  const names = new Map(
    modules.flatMap(({ apiName, fields }) =>
      fields.map((field) => [field.id, { module: apiName, name: field.apiName }] as const),
    ),
  );
  return pairs
    .filter(({ from, to }) => !others.some((other) => other.from === from && other.to === to))
    .flatMap(({ from, to }) => {
      const [source, target] = [names.get(from), names.get(to)];
      return source && target ? [`${source.name} → ${target.module}.${target.name}`] : [];
    });
}
