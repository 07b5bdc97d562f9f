/** What the host page hands over, made whole: texts of bounded length, whatever was given. */
import type { CustomField } from '../protocol';

/** As the server's: longer values are refused rather than cut. */
export const MAX_VALUE = 1_000;
export const MAX_VALUES = 50;
const MAX_NAME = 100;

/** Names the field and never the value: it may end in a console or an error report. */
export class ValueRefused extends Error {
  constructor(
    readonly field: string,
    readonly reason: 'too_long' | 'too_many' | 'unnamed',
  ) {
    super(
      reason === 'too_long'
        ? `The value of "${field}" is longer than ${MAX_VALUE.toLocaleString('en-US')} characters.`
        : reason === 'too_many'
          ? `"${field}" was not taken: at most ${MAX_VALUES} custom fields.`
          : 'A custom field needs a name of at most 100 characters.',
    );
    this.name = 'ValueRefused';
  }
}

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(', ');
  return '';
}

/** @throws ValueRefused */
export function checkedValue(field: string, value: unknown): string {
  const text = textOf(value);
  if (text.length > MAX_VALUE) throw new ValueRefused(field, 'too_long');
  return text;
}

/** @throws ValueRefused */
export function checkedName(name: unknown): string {
  const text = textOf(name).trim();
  if (text === '' || text.length > MAX_NAME) throw new ValueRefused(text.slice(0, MAX_NAME), 'unnamed');
  return text;
}

const isYes = (value: unknown): boolean => value === true || value === 'true';
const wholeOf = (value: unknown, otherwise: number): number => {
  const number = Number(value);
  return Number.isInteger(number) && number >= 0 ? number : otherwise;
};

/** SalesIQ's own shape, in which numbers and booleans are often texts. @throws ValueRefused */
export function customFieldOf(given: Record<string, unknown>): CustomField {
  const name = checkedName(given.name);
  const visibility = given.visibility === 'online' || given.visibility === 'offline' ? given.visibility : 'both';
  return {
    name,
    hint: textOf(given.hint).slice(0, 200),
    type: textOf(given.type) || 'text',
    required: isYes(given.required),
    maxLength: Math.min(wholeOf(given.maxlength, MAX_VALUE), MAX_VALUE),
    minLength: wholeOf(given.minlength, 0),
    visibility,
    options: (Array.isArray(given.options) ? given.options : []).slice(0, MAX_VALUES).map(optionOf),
    value: checkedValue(name, given.value),
  };
}

function optionOf(option: unknown): { text: string; value: string } {
  const { text, value } = typeof option === 'object' && option !== null ? (option as Record<string, unknown>) : {};
  const shown = (textOf(text) || textOf(value) || textOf(option)).slice(0, MAX_NAME);
  return { text: shown, value: (textOf(value) || shown).slice(0, MAX_VALUE) };
}
