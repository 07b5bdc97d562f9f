import { readText } from './text-input';
import { accept, type FieldOptions, type Parsed, refuse, whenGiven } from './type';

const PLAIN = /^(?<sign>[+-]?)(?<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)?(?:\.(?<fraction>[0-9]+))?$/u;
/** Far above what any number needs; what is longer is not looked at. */
const MAX_LENGTH = 64;
export const NOT_A_NUMBER = 'Enter a number such as 1234 or 1234.5.';

/**
 * Reads a decimal number from a JSON number or a text (`1234.5`, `1,234.50`, `-3`) into its shortest plain text.
 * Exponents, hexadecimal, NaN and other notations are refused: a spreadsheet's `1E+05` has lost digits already.
 * `bare` takes off what may stand around the digits, such as a currency sign.
 */
export function readDecimalText(input: unknown, bare = (text: string) => text): Parsed<string> {
  if (typeof input === 'number') return Number.isFinite(input) ? accept(plainDecimal(input)) : refuse(NOT_A_NUMBER);
  if (typeof input === 'boolean' || (typeof input === 'object' && input !== null)) return refuse(NOT_A_NUMBER);
  return whenGiven(readText(input), (text) => {
    if (text.length > MAX_LENGTH) return refuse(NOT_A_NUMBER);
    const { sign, whole = '', fraction = '' } = PLAIN.exec(bare(text.replace('\u2212', '-')))?.groups ?? {};
    if (whole === '' && fraction === '') return refuse(NOT_A_NUMBER);
    const digits = whole.replaceAll(',', '').replace(/^0+/u, '') || '0';
    const places = fraction.replace(/0+$/u, '');
    const magnitude = places === '' ? digits : `${digits}.${places}`;
    return accept(sign === '-' && magnitude !== '0' ? `-${magnitude}` : magnitude);
  });
}

/** A number without exponent (below 1e21), in the fewest digits that read back as the same number. */
export function plainDecimal(value: number): string {
  const text = String(value === 0 ? 0 : value);
  const small = /^(?<sign>-?)(?<first>[0-9])(?:\.(?<rest>[0-9]+))?e-(?<exponent>[0-9]+)$/u.exec(text)?.groups;
  if (small === undefined) return text;
  return `${small.sign}0.${'0'.repeat(Number(small.exponent) - 1)}${small.first}${small.rest ?? ''}`;
}

/** Reads a number within its digits, places and limits. The number kept is exactly the number written, never rounded. */
export function readNumber(
  input: unknown,
  limits: { digits: number; decimals: number },
  options: FieldOptions,
  bare?: (text: string) => string,
): Parsed<number> {
  return whenGiven(readDecimalText(input, bare), (text) => {
    const [whole = '', fraction = ''] = text.replace('-', '').split('.');
    if (fraction.length > limits.decimals) return refuse(placesError(limits.decimals));
    const digits = (whole === '0' ? 0 : whole.length) + fraction.length;
    if (digits > limits.digits || whole.includes('e')) return refuse(`At most ${limits.digits} digits.`);
    const value = Number(text);
    if (plainDecimal(value) !== text) return refuse('This number has more digits than can be kept exactly.');
    if (options.min !== undefined && value < options.min) return refuse(`Enter ${options.min} or more.`);
    if (options.max !== undefined && value > options.max) return refuse(`Enter ${options.max} or less.`);
    return accept(value);
  });
}

function placesError(decimals: number): string {
  if (decimals === 0) return 'Enter a whole number.';
  return decimals === 1 ? 'At most 1 decimal place.' : `At most ${decimals} decimal places.`;
}
