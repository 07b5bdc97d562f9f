import type { Id } from '@/lib/platform/ids';
import { fieldType } from './registry';
import type { FieldOptions, FieldTypeKey, FilterOperator } from './type';

/** What screens, imports and doors know about a field. Holds no value of any record. */
export interface FieldDescription {
  id: Id;
  apiName: string;
  label: string;
  type: FieldTypeKey;
  required: boolean;
  readOnly: boolean;
  unique: boolean;
  /**
   * Protected as personal health data: marked, or its mark was taken away and that is not confirmed yet. Whoever asks for
   * the mark alone asks `hasMark`.
   */
  marked: boolean;
  /** Encrypt field. */
  sealed: boolean;
  options: FieldOptions;
  helpText?: string;
}

/** The operators a filter on this field may use: a marked or sealed one is found by its exact value only. */
export function filterOperatorsOf(
  field: Pick<FieldDescription, 'type' | 'marked' | 'sealed'>,
): readonly FilterOperator[] {
  const type = fieldType(field.type);
  const operators = type.filterOperators;
  if (!field.marked && !field.sealed) return operators;
  if (field.sealed && type.tokenTells) return [];
  return operators.filter((operator) => operator === 'equals');
}

/** Whether people enter a value: not where the field is read only, or the product sets it. */
export const isEnterable = ({ type, readOnly }: Pick<FieldDescription, 'type' | 'readOnly'>): boolean =>
  !readOnly && !fieldType(type).generated;

/** Whether a list may be sorted by this field. A marked or sealed value has no order for anybody. */
export function isSortable(field: Pick<FieldDescription, 'type' | 'marked' | 'sealed'>): boolean {
  return fieldType(field.type).sortable && !field.marked && !field.sealed;
}
