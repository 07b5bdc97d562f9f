/**
 * The metadata as one person's profile lets them know it: a hidden field is not there, and one that may only be read is read
 * only. Whatever asks for a person takes this view, so that a hidden field is unknown at every door and in the same words.
 *
 * Guarantees, against a curious user: lists, filters, sorts, searches, forms, imports, exports and programs that go by a
 * person's view name no hidden field, read none and write none. Not against: whoever sees the whole, such as an administrator
 * who edits the field itself. What is stored is written by the whole module (`wholeOf`), so that nothing hidden is lost.
 */
import { type FieldRights, fieldRightIn, type ProfileRights } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { once } from '@/lib/platform/once';
import type { FieldDefinition, ModuleDefinition, OrgMetadata } from './definition';
import { metadataOf } from './metadata';

const { views, wholes } = once('crm/modules/seen', () => ({
  /** What each version of the metadata looks like by the rights in fields of some profile. */
  views: new WeakMap<OrgMetadata, Map<string, OrgMetadata>>(),
  /** A person's view of a module → the module. */
  wholes: new WeakMap<ModuleDefinition, ModuleDefinition>(),
}));

/** The metadata as whoever asks may know it, in their transaction. */
export const metadataFor = async (tx: Tx, { rights }: Pick<Context, 'rights'>): Promise<OrgMetadata> =>
  seenBy(await metadataOf(tx), rights);

/** The metadata as a profile lets one know it. Pure but for what it remembers. */
export function seenBy(metadata: OrgMetadata, { fields }: ProfileRights): OrgMetadata {
  if (!fields || Object.keys(fields).length === 0) return metadata;
  const known = views.get(metadata) ?? new Map<string, OrgMetadata>();
  views.set(metadata, known);
  const key = JSON.stringify(fields);
  const view = known.get(key) ?? { ...metadata, modules: metadata.modules.map((module) => seenModule(module, fields)) };
  known.set(key, view);
  return view;
}

/** All of a module, whoever's view of it is given: for what reads or writes a row as it is stored, and tells nobody of it. */
export const wholeOf = (module: ModuleDefinition): ModuleDefinition => wholes.get(module) ?? module;

/** The fields of a module that this view of it hides. */
export function hiddenIn(module: ModuleDefinition): FieldDefinition[] {
  const whole = wholeOf(module);
  if (whole === module) return [];
  return whole.fields.filter(({ id }) => !module.fields.some((field) => field.id === id));
}

function seenModule(module: ModuleDefinition, rights: FieldRights): ModuleDefinition {
  if (!module.fields.some(({ id }) => fieldRightIn(rights, id) !== 'edit')) return module;
  const seen = new Map(module.fields.flatMap((field) => seenField(field, rights)).map((field) => [field.id, field]));
  const among = (fields: readonly FieldDefinition[]) => fields.flatMap(({ id }) => seen.get(id) ?? []);
  const view: ModuleDefinition = {
    ...module,
    fields: [...seen.values()],
    layouts: module.layouts.map((layout) => ({
      ...layout,
      sections: layout.sections.map((section) => ({ ...section, fields: among(section.fields) })),
    })),
  };
  wholes.set(view, module);
  return view;
}

function seenField(field: FieldDefinition, rights: FieldRights): FieldDefinition[] {
  const right = fieldRightIn(rights, field.id);
  if (right === 'hidden') return [];
  return [right === 'read' ? { ...field, readOnly: true, onlyRead: true } : field];
}

/** A copy of a view in which something else was changed: what it is a view of stays known. */
export function keepingWhole(copy: ModuleDefinition, of: ModuleDefinition): ModuleDefinition {
  const whole = wholes.get(of);
  if (whole) wholes.set(copy, whole);
  return copy;
}
