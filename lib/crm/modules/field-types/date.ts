import { isCalendarDate } from './calendar';
import { dateFormat } from './intl';
import { ORDERED_OPERATORS } from './number-type';
import { readText } from './text-input';
import { accept, type FieldType, refuse, whenGiven } from './type';

const ISO = /^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})$/u;
const AMERICAN = /^(?<month>[0-9]{1,2})\/(?<day>[0-9]{1,2})\/(?<year>[0-9]{4})$/u;

/** A calendar date without a time or a zone: a birth date is the same day everywhere. */
export const date: FieldType<string> = {
  key: 'date',
  label: 'Date',
  list: false,
  refersTo: null,
  moment: 'day',
  settings: [],
  comparedAs: 'bytes',
  sortKeyTells: 'value',
  tells: 'same',
  cell: 'day',
  sheetCell: 'date',
  jsonType: 'string',
  zohoDataType: 'date',
  markable: true,
  sealable: true,
  uniqueable: false,
  sortable: true,
  requirable: true,
  creatable: true,
  filterOperators: ORDERED_OPERATORS,
  parse(input) {
    return whenGiven(readText(input), (text) => {
      const parts = (ISO.exec(text) ?? AMERICAN.exec(text))?.groups;
      if (parts === undefined) return refuse('Enter a date as YYYY-MM-DD or MM/DD/YYYY.');
      const { year = '', month = '', day = '' } = parts;
      if (!isCalendarDate(Number(year), Number(month), Number(day))) return refuse('There is no such date.');
      return accept(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
    });
  },
  format: (value) => dateFormat({ dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${value}T00:00:00Z`)),
  exportText: (value) => value,
  normalise: (value) => value,
  sortKey: (value) => value,
};
