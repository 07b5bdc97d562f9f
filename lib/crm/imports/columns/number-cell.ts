/** The number that one cell may mean, with the sign of its currency and its percent sign. Pure. */

export type DecimalMark = '.' | ',';

export interface NumberCell {
  /** The decimal marks with which it is a number. */
  marks: readonly DecimalMark[];
  /** Every mark that fits gives the same number. */
  certain: boolean;
  /** ISO 4217 codes that its sign may mean; null: it has none. */
  currencies: readonly string[] | null;
  percent: boolean;
  /** The number as `-1234.5`. @returns null with a mark with which it is none. */
  plain(decimal: DecimalMark): string | null;
}

const LONGEST = 64;
const SHAPE =
  /^(?<open>\()?(?<minus>[-+\u2212])?\s*(?<before>[A-Z]{0,3}\p{Sc}|[A-Z]{3})?\s*(?<inner>[-+\u2212])?\s*(?<body>[.,]?\d[\d.,'\u2019\s]*)\s*(?<after>%|\p{Sc}|[A-Z]{3})?(?<trailing>-)?(?<close>\))?$/u;
const SPACED = /[\s'\u2019]/g;
const SPACED_GROUPS = /^\d{1,3}(?:[\s'\u2019]\d{3})+(?:[.,]\d+)?$/u;

/** @returns null for what is no number. */
export function numberCell(cell: string): NumberCell | null {
  const first = cell.charCodeAt(0);
  // Letters that begin no code of a currency, or too long: no number, told at once.
  if (cell.length > LONGEST || (first > 96 && first < 123)) return null;
  const found = SHAPE.exec(cell.replace(/[\u00a0\u202f\u2009]/g, ' '))?.groups;
  if (!found) return null;
  const { open, minus, before, inner, after, trailing, close } = found;
  if ((open === undefined) !== (close === undefined) || (minus && inner)) return null;
  const body = withoutSpaces((found.body ?? '').trim());
  if (body === null) return null;
  const percent = after === '%';
  const signed = before ?? (percent ? undefined : after);
  const currencies = signed === undefined ? null : currenciesOf(signed);
  if (currencies?.length === 0 || (before !== undefined && after !== undefined)) return null;
  const negative = open !== undefined || trailing !== undefined || /[-\u2212]/.test(`${minus ?? ''}${inner ?? ''}`);
  const plain = (decimal: DecimalMark): string | null => {
    const digits = digitsWith(body, decimal);
    return digits === null ? null : `${negative ? '-' : ''}${digits}`;
  };
  const marks = (['.', ','] as const).filter((mark) => digitsWith(body, mark) !== null);
  if (marks.length === 0) return null;
  const certain = marks.length === 1 || digitsWith(body, '.') === digitsWith(body, ',');
  return { marks, certain, currencies, percent, plain };
}

/** Spaces and apostrophes stand between thousands, never before a fraction. */
function withoutSpaces(body: string): string | null {
  if (!/[\s'\u2019]/.test(body)) return body;
  return SPACED_GROUPS.test(body) ? body.replace(SPACED, '') : null;
}

/** The groups before a decimal mark: of three, or India's two and then three; never after a zero in front. */
const GROUPED = {
  ',': /^(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d{2})+,\d{3})$/,
  '.': /^[1-9]\d{0,2}(?:\.\d{3})+$/,
};

function digitsWith(body: string, decimal: DecimalMark): string | null {
  const group = decimal === '.' ? ',' : '.';
  const parts = body.split(decimal);
  if (parts.length > 2) return null;
  const [whole = '', fraction] = parts;
  if (fraction !== undefined && !/^\d+$/.test(fraction)) return null;
  if (!/^\d*$/.test(whole) && !GROUPED[group].test(whole)) return null;
  const digits = whole.replaceAll(group, '') || '0';
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

/** Signs that are one currency's, wherever they stand. A dollar, a pound, a yen or a krone sign is several countries'. */
const ONE: Record<string, string> = {
  '€': 'EUR',
  '₹': 'INR',
  '₽': 'RUB',
  '₺': 'TRY',
  '₪': 'ILS',
  '₫': 'VND',
  '₴': 'UAH',
  '₦': 'NGN',
  '₩': 'KRW',
  '฿': 'THB',
  '₱': 'PHP',
  US$: 'USD',
  CA$: 'CAD',
  C$: 'CAD',
  A$: 'AUD',
  AU$: 'AUD',
  NZ$: 'NZD',
  HK$: 'HKD',
  S$: 'SGD',
  MX$: 'MXN',
  R$: 'BRL',
};
const SEVERAL: Record<string, readonly string[]> = {
  $: ['USD', 'CAD', 'AUD', 'NZD', 'MXN', 'HKD', 'SGD', 'ARS', 'CLP', 'COP'],
  '£': ['GBP', 'EGP', 'GIP', 'FKP', 'SHP'],
  '¥': ['JPY', 'CNY'],
};

let codes: Set<string> | undefined;

function currenciesOf(sign: string): readonly string[] {
  const one = ONE[sign];
  if (one !== undefined) return [one];
  if (SEVERAL[sign]) return SEVERAL[sign];
  codes ??= new Set(Intl.supportedValuesOf('currency'));
  return codes.has(sign) ? [sign] : [];
}

/** A plain decimal number to so many places, halves away from zero, exactly: no binary fraction comes in between. */
export function roundedTo(plain: string, places: number): string {
  const [whole = '', fraction = ''] = plain.replace('-', '').split('.');
  if (fraction.replace(/0+$/, '').length <= places) return plain;
  const up = fraction.charCodeAt(places) >= FIVE ? 1n : 0n;
  const digits = (BigInt(`${whole}${fraction.slice(0, places)}`) + up).toString().padStart(places + 1, '0');
  const at = digits.length - places;
  const sign = plain.startsWith('-') ? '-' : '';
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, at)}.${digits.slice(at)}`;
}

const FIVE = 53;
