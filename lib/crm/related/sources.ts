/** Of which lookups a record's related lists are made: what points to its module, and its own lookups of several records. Pure. */
import { type FieldDefinition, findField, type ModuleDefinition, type OrgMetadata } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { defaultColumns, isProtected, type ListField, listFieldsOf } from '@/lib/crm/records/list-fields';
import { canInModule, type ProfileRights } from '@/lib/people/rights';

export interface RelatedSource {
  /** `pointing`: the records of the list point to this one. `own`: this one points to them. */
  kind: 'pointing' | 'own';
  /** The module of the records in the list. */
  module: ModuleDefinition;
  /** The lookup, of theirs or of this record's. */
  field: FieldDefinition;
  /** What the list is called: the others' module, by the lookup where that alone does not tell which. */
  label: string;
}

/**
 * The lists that whoever asks may see, in the order of the navigation.
 * @param metadata as they may know it: a lookup that their profile hides is not in it
 */
export function relatedSources(
  metadata: OrgMetadata,
  rights: ProfileRights,
  module: ModuleDefinition,
): RelatedSource[] {
  const seen = metadata.modules.filter(({ apiName }) => canInModule(rights, apiName, 'view'));
  const pointing = seen.flatMap((other) => {
    const fields = other.fields.filter((field) => pointsTo(field, module));
    const isClear = fields.length === 1 && other.id !== module.id;
    return fields.map((field): RelatedSource => {
      const label = isClear ? other.plural : `${other.plural} by ${field.label}`;
      return { kind: 'pointing', module: other, field, label };
    });
  });
  const own = module.fields.flatMap((field): RelatedSource[] => {
    if (!fieldType(field.type).list || isProtected(field)) return [];
    const other = seen.find(({ apiName }) => pointsTo(field, { apiName }));
    return other ? [{ kind: 'own', module: other, field, label: field.label }] : [];
  });
  return [...pointing, ...own];
}

function pointsTo(field: FieldDefinition, { apiName }: Pick<ModuleDefinition, 'apiName'>): boolean {
  return fieldType(field.type).refersTo === 'record' && field.options.lookupModule === apiName && !isProtected(field);
}

const FEW = 3;

/** What a related list shows beside the name: a few short fields, none of them protected, and none that names others. */
export function relatedColumns(metadata: OrgMetadata, rights: ProfileRights, module: ModuleDefinition): ListField[] {
  const fields = listFieldsOf(module, metadata.compliance, rights);
  const usual = defaultColumns(module, fields);
  return fields
    .filter((field) => {
      const { refersTo, text } = fieldType(field.type);
      const isShort = !refersTo && text !== 'lines';
      return usual.includes(field.apiName) && field.system === null && isShort && !isProtected(field);
    })
    .slice(0, FEW);
}

/** The lookup of a module by its name, as whoever asks may know it. */
export function findLookup(module: ModuleDefinition, apiName: string): FieldDefinition | undefined {
  const field = findField(module, apiName);
  return field && fieldType(field.type).refersTo === 'record' ? field : undefined;
}
