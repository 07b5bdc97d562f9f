/** Of what a calendar is made: which dates and times put records on a day. Pure. */
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { invalid } from '@/lib/platform/errors';
import { getListField, refuseField } from './filter';
import { isProtected, type ListField } from './list-fields';

export const momentOf = ({ type }: ListField): 'day' | 'instant' | undefined => {
  const { moment, list } = fieldType(type);
  return list ? undefined : moment;
};

/** The dates and times that may put records on a day, the module's own first: a protected one never does, whoever asks. */
export const calendarFields = (fields: readonly ListField[]): ListField[] =>
  fields.filter((field) => momentOf(field) !== undefined && !isProtected(field));

/**
 * The date by which records stand in a calendar; without a name the first that an index finds.
 * @throws forbidden for a protected one; invalid for what is no date.
 */
export function readCalendarField(fields: readonly ListField[], name: string | undefined): ListField {
  const offered = calendarFields(fields);
  if (name === undefined) {
    const usual = offered.find(isIndexed) ?? offered[0];
    // Every module has the time at which records were made.
    if (!usual) throw invalid('Nothing here has a date.');
    return usual;
  }
  const field = getListField(fields, name);
  if (isProtected(field)) throw refuseField(field, 'calendar');
  if (offered.includes(field)) return field;
  throw invalid(`${field.label} is no date: it makes no calendar.`);
}

/** Whether an index finds the records of a day. */
export const isIndexed = ({ system, indexSlot }: ListField): boolean => system !== null || indexSlot !== null;
