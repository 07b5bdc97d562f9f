/**
 * The org's modules, fields, layouts and compliance switches, kept in the process by version. Every transaction reads
 * the version, and every change bumps it (by trigger), so a change is in force for the very next request everywhere.
 */
import { and, asc, eq, isNull } from 'drizzle-orm';
import { systemContext } from '@/lib/platform/context';
import { complianceSettings } from '@/lib/platform/db/schema/compliance';
import { fields, layoutFields, layouts, modules, sections } from '@/lib/platform/db/schema/modules';
import { orgs } from '@/lib/platform/db/schema/orgs';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';
import { keysOf } from '@/lib/platform/org-keys';
import { USUAL_BUDGETS } from '@/lib/protection/compliance/budgets';
import { eachSwitch } from '@/lib/protection/compliance/doors';
import { notIntact } from '@/lib/protection/integrity/errors';
import { noteFailures } from '@/lib/protection/integrity/failure';
import { closed, isProtectionWhole, keepProtection, stateOf } from '@/lib/protection/integrity/protection';
import type { FieldDefinition, LayoutDefinition, ModuleDefinition, OrgMetadata } from './definition';

const cache = once('crm/modules/metadata', () => new Map<Id, OrgMetadata>());

/**
 * The metadata as the transaction found it at its beginning. Where it is not what Careledger left, it comes with
 * everything protected, and the finding is an event.
 */
export async function metadataOf(tx: Tx): Promise<OrgMetadata> {
  const cached = cache.get(tx.orgId);
  if (cached?.version === tx.metaVersion) return cached;
  const found = await loadMetadata(tx);
  // What is not whole is looked at anew each time, so that it opens as soon as it is set right.
  if (!(await isProtectionWhole(tx, await keysOf(tx), found))) {
    noteFailures(tx, systemContext(tx.orgId, 'integrity'), [{ what: 'protection', state: stateOf(found) }]);
    return closed(found);
  }
  const loaded = found;
  // Another transaction may have loaded a newer version meanwhile: never go back.
  if (!cached || cached.version < loaded.version) cache.set(tx.orgId, loaded);
  return loaded;
}

/** Whether the settings of an org are those that Careledger left. Costs nothing where the process knows the version. */
export async function isIntact(orgId: Id, version: number): Promise<boolean> {
  if (cachedMetadata(orgId, version)) return true;
  return inOrg(orgId, async (tx) => (await metadataOf(tx)).intact);
}

/** The metadata of a version, if this process has it: for who knows the version and needs no transaction otherwise. */
export function cachedMetadata(orgId: Id, version: number): OrgMetadata | undefined {
  const cached = cache.get(orgId);
  return cached?.version === version ? cached : undefined;
}

/**
 * The metadata of an org about to be changed alone, read anew.
 * @throws internal `INTEGRITY` when it is not what Careledger left: a change would make it look right.
 */
export async function assertIntact(tx: Tx): Promise<void> {
  if (!(await isProtectionWhole(tx, await keysOf(tx), await loadMetadata(tx)))) throw notIntact();
}

/** Keeps the check of the metadata as the transaction leaves it. */
export async function keepMetadata(tx: Tx): Promise<void> {
  await keepProtection(tx, await keysOf(tx), await loadMetadata(tx));
}

/** Reads the metadata anew, past the cache: for a verb that changed it and goes on to use it in the same transaction. */
export async function loadMetadata(tx: Tx): Promise<OrgMetadata> {
  const [[org], [compliance], moduleRows, fieldRows, layoutRows, sectionRows, placeRows] = await Promise.all([
    tx.db.select().from(orgs).where(eq(orgs.orgId, tx.orgId)),
    tx.db.select().from(complianceSettings).where(eq(complianceSettings.orgId, tx.orgId)),
    tx.db.select().from(modules).where(eq(modules.orgId, tx.orgId)).orderBy(asc(modules.position), asc(modules.id)),
    tx.db
      .select()
      .from(fields)
      .where(and(eq(fields.orgId, tx.orgId), isNull(fields.deletedAt)))
      .orderBy(asc(fields.id)),
    tx.db.select().from(layouts).where(eq(layouts.orgId, tx.orgId)).orderBy(asc(layouts.id)),
    tx.db.select().from(sections).where(eq(sections.orgId, tx.orgId)).orderBy(asc(sections.position)),
    tx.db.select().from(layoutFields).where(eq(layoutFields.orgId, tx.orgId)).orderBy(asc(layoutFields.position)),
  ]);
  if (!org) throw new Error('begin_act found an org that is gone');

  const fieldById = new Map(fieldRows.map((row) => [row.id, toField(row)]));
  const layoutsOf = (moduleId: Id): LayoutDefinition[] =>
    layoutRows
      .filter((layout) => layout.moduleId === moduleId)
      .map((layout) => ({
        id: layout.id,
        name: layout.name,
        sections: sectionRows
          .filter((section) => section.layoutId === layout.id)
          .map((section) => ({
            id: section.id,
            name: section.name,
            columns: section.columns,
            fields: placeRows
              .filter((place) => place.sectionId === section.id)
              .map((place) => fieldById.get(place.fieldId))
              .filter((field) => field !== undefined),
          })),
      }));

  const settingHolds = compliance?.settingHolds ?? {};
  return {
    orgId: tx.orgId,
    version: org.metaVersion,
    orgName: org.name,
    intact: true,
    compliance: {
      hipaaEnabled: compliance?.hipaaEnabled ?? false,
      // Switched on, or switched off and not confirmed yet.
      ...eachSwitch((name) => (compliance?.[name] ?? false) || name in settingHolds),
    },
    settingHolds,
    holdHours: compliance?.holdHours ?? 24,
    budgets: compliance?.budgets ?? USUAL_BUDGETS,
    budgetRaises: compliance?.budgetRaises ?? [],
    modules: moduleRows.map(
      (row): ModuleDefinition => ({
        id: row.id,
        apiName: row.apiName,
        singular: row.singular,
        plural: row.plural,
        custom: row.custom,
        position: row.position,
        nameFields: row.nameFields,
        sharing: row.sharing,
        hipaa: row.hipaa || row.heldBy !== null,
        heldBy: row.heldBy,
        everySealed: row.everySealed,
        fields: fieldRows.filter((field) => field.moduleId === row.id).map(toField),
        layouts: layoutsOf(row.id),
      }),
    ),
  };
}

function toField(row: typeof fields.$inferSelect): FieldDefinition {
  return {
    id: row.id,
    moduleId: row.moduleId,
    apiName: row.apiName,
    label: row.label,
    type: row.type,
    options: row.options,
    helpText: row.helpText ?? undefined,
    required: row.required,
    readOnly: row.readOnly,
    unique: row.uniqueValues,
    custom: row.custom,
    marked: row.marked || row.heldBy !== null,
    heldBy: row.heldBy,
    sealed: row.sealed,
    unsealedReason: row.unsealedReason,
    indexSlot: row.indexSlot,
  };
}
