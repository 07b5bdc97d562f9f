/**
 * Rights in fields as a profile is given them: what of them can be, what of them lets its holders do more, and how a change is
 * told. Pure.
 */
import type { FieldDefinition, ModuleDefinition, OrgMetadata } from '@/lib/crm/modules/definition';
import { isNeeded } from '@/lib/crm/modules/visibility';
import { canInModule, type FieldRight, type FieldRights, fieldRightIn, type ProfileRights } from '@/lib/people/rights';
import { invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';

const WIDTH: Record<FieldRight, number> = { hidden: 0, read: 1, edit: 2 };

/** A field that a change lets the holders of a profile do more with, and what. */
export interface GainedField {
  id: Id;
  right: Exclude<FieldRight, 'hidden'>;
}

/** The fields that `after` lets one do more with than `before`: of those that are named in either. */
export function fieldsGained(before: ProfileRights, after: ProfileRights): GainedField[] {
  return idsIn(before, after).flatMap((id) => {
    const [old, now] = [fieldRightIn(before.fields, id), fieldRightIn(after.fields, id)];
    return now !== 'hidden' && WIDTH[now] > WIDTH[old] ? [{ id, right: now }] : [];
  });
}

/** Of these, the fields that come to be seen, where their values may be revealed: somebody reads more health data. */
export const fieldsShown = (before: ProfileRights, after: ProfileRights): GainedField[] =>
  after.org.includes('revealPhi')
    ? fieldsGained(before, after).filter(({ id }) => fieldRightIn(before.fields, id) === 'hidden')
    : [];

/** Rights with some fields as they were before. */
export function withFieldsOf(rights: ProfileRights, before: ProfileRights, ids: readonly Id[]): ProfileRights {
  const fields: Record<Id, 'read' | 'hidden'> = { ...rights.fields };
  for (const id of ids) {
    const was = fieldRightIn(before.fields, id);
    if (was === 'edit') delete fields[id];
    else fields[id] = was;
  }
  return withFields(rights, fields);
}

/** Rights with what waited: of a field that was narrowed or widened since, the wider counts. */
export function withGained(rights: ProfileRights, gained: readonly GainedField[]): ProfileRights {
  const fields: Record<Id, 'read' | 'hidden'> = { ...rights.fields };
  for (const { id, right } of gained) {
    if (WIDTH[right] <= WIDTH[fieldRightIn(fields, id)]) continue;
    if (right === 'edit') delete fields[id];
    else fields[id] = right;
  }
  return withFields(rights, fields);
}

/** Without any the key is absent, as in a profile that never had one. */
export function withFields({ fields: _, ...rights }: ProfileRights, fields: FieldRights): ProfileRights {
  return Object.keys(fields).length > 0 ? { ...rights, fields } : rights;
}

/** The changes of rights in fields, in words: `Contacts.Email: edit → hidden`. */
export function fieldChanges(metadata: OrgMetadata, before: ProfileRights, after: ProfileRights): string[] {
  const named = nameOfFields(metadata);
  return idsIn(before, after).flatMap((id) => {
    const [old, now] = [fieldRightIn(before.fields, id), fieldRightIn(after.fields, id)];
    return old === now ? [] : [`${named(id)}: ${old} → ${now}`];
  });
}

/** The name of a field by its id: `Contacts.Email`. */
export function nameOfFields({ modules }: OrgMetadata): (id: Id) => string {
  const names = new Map(modules.flatMap((module) => module.fields.map((field) => [field.id, nameOf(module, field)])));
  return (id) => names.get(id) ?? id;
}

const nameOf = (module: ModuleDefinition, field: FieldDefinition): string => `${module.apiName}.${field.apiName}`;

/**
 * The rights in fields that a profile is to have, without those of fields that are gone since it was given them.
 * @param before the profile's so far
 * @throws invalid for a field that is not there, and naming the fields: a record's name is shown wherever the record is, and who may create has to fill in what
 * is required.
 */
export function checkedFields({ modules }: OrgMetadata, rights: ProfileRights, before: ProfileRights): FieldRights {
  const given = rights.fields ?? {};
  const known = new Set([
    ...modules.flatMap(({ fields }) => fields.map(({ id }) => id)),
    ...Object.keys(before.fields ?? {}),
  ]);
  if (Object.keys(given).some((id) => !known.has(id))) throw refused('There is no such field.');
  const checked: Record<Id, 'read' | 'hidden'> = {};
  const [names, required]: [string[], string[]] = [[], []];
  for (const module of modules) {
    const creates = canInModule(rights, module.apiName, 'create');
    for (const field of module.fields) {
      const right = fieldRightIn(given, field.id);
      if (right === 'edit') continue;
      checked[field.id] = right;
      if (right === 'hidden' && module.nameFields.includes(field.apiName))
        names.push(`${module.plural}: ${field.label}`);
      else if (creates && isNeeded(field)) required.push(`${module.plural}: ${field.label}`);
    }
  }
  if (names.length > 0)
    throw refused(`A record is named by this, wherever it is shown. It cannot be hidden: ${names.join(', ')}.`);
  if (required.length > 0) {
    throw refused(`New records need this. Who may create them has to be able to fill it in: ${required.join(', ')}.`);
  }
  return checked;
}

const refused = (message: string) => invalid(message, { reason: 'FIELD_RIGHTS', fields: { fields: message } });

const idsIn = (one: ProfileRights, other: ProfileRights): Id[] => [
  ...new Set([...Object.keys(one.fields ?? {}), ...Object.keys(other.fields ?? {})]),
];
