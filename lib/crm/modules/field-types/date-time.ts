import { instantOfWallTime, isCalendarDate } from './calendar';
import { dateFormat } from './intl';
import { ORDERED_OPERATORS } from './number-type';
import { readText } from './text-input';
import { accept, type FieldType, refuse, whenGiven } from './type';

const ISO =
  /^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](?<hour>[0-9]{2}):(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]{1,9}))?)? ?(?<offset>[Zz]|[+-][0-9]{2}:?[0-9]{2})?$/u;
const NEEDED = 'Enter a date and time with its offset, such as 2026-01-31T14:30:00-05:00.';

/** An instant, kept as ISO 8601 in UTC with milliseconds. */
export const dateTime: FieldType<string> = {
  key: 'date_time',
  label: 'Date/Time',
  list: false,
  refersTo: null,
  moment: 'instant',
  settings: [],
  comparedAs: 'bytes',
  sortKeyTells: 'value',
  tells: 'with_others',
  cell: 'instant',
  sheetCell: 'time',
  jsonType: 'string',
  zohoDataType: 'datetime',
  markable: true,
  sealable: true,
  uniqueable: false,
  sortable: true,
  requirable: true,
  creatable: true,
  filterOperators: ORDERED_OPERATORS,
  parse(input, options) {
    return whenGiven(readText(input), (text) => {
      const parts = ISO.exec(text)?.groups;
      if (parts === undefined) return refuse(NEEDED);
      const { day = '', hour = '', minute = '', second = '00', fraction = '', offset } = parts;
      const [year, month, dayOfMonth] = day.split('-').map(Number);
      const real = isCalendarDate(year ?? 0, month ?? 0, dayOfMonth ?? 0);
      if (!real || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
        return refuse('There is no such time.');
      const wall = `${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}`;
      const instant = instantOf(wall, offset, options.timeZone);
      if (instant === undefined) return refuse(NEEDED);
      const value = instant.toISOString();
      return /^(?!0000)[0-9]{4}-/u.test(value) ? accept(value) : refuse('There is no such time.');
    });
  },
  format: (value, _options, { timeZone }) =>
    dateFormat({ dateStyle: 'medium', timeStyle: 'short', timeZone })
      .format(new Date(value))
      // Newer ICU puts a narrow space before AM and PM; browsers and servers must agree.
      .replaceAll('\u202f', ' '),
  exportText: (value) => value,
  normalise: (value) => value,
  sortKey: (value) => value,
};

function instantOf(wall: string, offset: string | undefined, timeZone: string | undefined): Date | undefined {
  if (offset === undefined) return timeZone === undefined ? undefined : instantOfWallTime(wall, timeZone);
  if (offset.toUpperCase() === 'Z') return new Date(`${wall}Z`);
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(-2));
  if (hours > 15 || minutes > 59) return undefined;
  const sign = offset.startsWith('-') ? -1 : 1;
  return new Date(Date.parse(`${wall}Z`) - sign * (hours * 60 + minutes) * 60_000);
}
