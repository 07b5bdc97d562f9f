import { fields, layoutFields, layouts, modules, sections } from '@/lib/platform/db/schema/modules';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { STANDARD_MODULES } from './all';
import { type FieldSpec, type ModuleSpec, STANDARD_LAYOUT } from './module-spec';

interface Rows {
  modules: (typeof modules.$inferInsert)[];
  fields: (typeof fields.$inferInsert)[];
  layouts: (typeof layouts.$inferInsert)[];
  sections: (typeof sections.$inferInsert)[];
  layoutFields: (typeof layoutFields.$inferInsert)[];
}

/** Writes a module with its fields and its layout "Standard". Writes no ledger entry: the verb around it does. */
export async function insertModule(
  tx: Tx,
  spec: ModuleSpec,
  position: number,
  custom: boolean,
): Promise<{ moduleId: Id }> {
  const rows = emptyRows();
  const moduleId = addModule(rows, tx.orgId, spec, { position, custom });
  await insertRows(tx, rows);
  return { moduleId };
}

/** Writes all standard modules of a new org, in five statements sent together. */
export async function insertStandardModules(tx: Tx): Promise<void> {
  const rows = emptyRows();
  STANDARD_MODULES.forEach((spec, position) => {
    addModule(rows, tx.orgId, spec, { position, custom: false });
  });
  await insertRows(tx, rows);
}

const emptyRows = (): Rows => ({ modules: [], fields: [], layouts: [], sections: [], layoutFields: [] });

/** The statements go down one connection in this order, so each finds what it refers to. */
async function insertRows(tx: Tx, rows: Rows): Promise<void> {
  await Promise.all([
    tx.db.insert(modules).values(rows.modules),
    tx.db.insert(fields).values(rows.fields),
    tx.db.insert(layouts).values(rows.layouts),
    tx.db.insert(sections).values(rows.sections),
    tx.db.insert(layoutFields).values(rows.layoutFields),
  ]);
}

function addModule(rows: Rows, orgId: Id, spec: ModuleSpec, own: { position: number; custom: boolean }): Id {
  const moduleId = newId();
  const layoutId = newId();
  rows.modules.push({
    orgId,
    id: moduleId,
    apiName: spec.apiName,
    singular: spec.singular,
    plural: spec.plural,
    ...own,
    nameFields: [...spec.nameFields],
  });
  rows.layouts.push({ orgId, id: layoutId, moduleId, name: STANDARD_LAYOUT });
  spec.sections.forEach((section, sectionPosition) => {
    const sectionId = newId();
    rows.sections.push({
      orgId,
      id: sectionId,
      layoutId,
      name: section.name,
      position: sectionPosition,
      columns: section.columns ?? 2,
    });
    section.fields.forEach((field, fieldPosition) => {
      const fieldId = newId();
      rows.fields.push(fieldRow(orgId, moduleId, fieldId, field));
      rows.layoutFields.push({ orgId, layoutId, fieldId, sectionId, position: fieldPosition });
    });
  });
  return moduleId;
}

/** A module's first fields came with it: they are not custom, also in a custom module, and cannot be deleted. */
const fieldRow = (orgId: Id, moduleId: Id, id: Id, field: FieldSpec): typeof fields.$inferInsert => ({
  orgId,
  id,
  moduleId,
  apiName: field.apiName,
  label: field.label,
  type: field.type,
  options: field.options ?? {},
  helpText: field.helpText,
  required: field.required ?? false,
  readOnly: field.readOnly ?? false,
  uniqueValues: field.unique ?? false,
  custom: false,
  indexSlot: field.slot,
});
