/** How a module is written down before it stands in an org: the standard modules, and the start of a custom one. */
import type { FieldOptions, FieldTypeKey } from '../field-types/type';

export interface FieldSpec {
  apiName: string;
  label: string;
  type: FieldTypeKey;
  options?: FieldOptions;
  required?: boolean;
  readOnly?: boolean;
  unique?: boolean;
  helpText?: string;
  /** Column `k1`…`k8` of `records` that will hold the field's sort keys. */
  slot?: number;
}

export interface SectionSpec {
  name: string;
  columns?: 1 | 2;
  fields: readonly FieldSpec[];
}

export interface ModuleSpec {
  apiName: string;
  singular: string;
  plural: string;
  /** API names of the fields that make a record's name, in order. */
  nameFields: readonly string[];
  /** Of the layout "Standard". */
  sections: readonly SectionSpec[];
}

/** The layout each module starts with. */
export const STANDARD_LAYOUT = 'Standard';
