/**
 * What may differ between two worlds though nothing was told: each kind with its reason. Everything else is compared byte
 * for byte. Ids and times that were there before the asking are the same in every world, and stay.
 */

interface Volatile {
  why: string;
  pattern: RegExp;
  /** What stands in its place; null when this one is not volatile. */
  stand(found: string, builtAtMs: number): string | null;
}

const DAY_MS = 86_400_000;
const DAYS_TO_1970 = 25_569;
const ID_EPOCH_MS = Date.UTC(2024, 0, 1);
const madeAtMs = (id: string): number => Number(BigInt(id) >> 22n) + ID_EPOCH_MS;

export const VOLATILE: readonly Volatile[] = [
  {
    why: 'a place in a list is sealed anew each time, filled up so that its length tells nothing: the length stays',
    pattern: /"(?:next_page_token|previous_page_token|next|previous)":"[\w-]{100,}"/g,
    stand: (found) => found.replace(/[\w-]{100,}/, (token) => `<place of ${token.length}>`),
  },
  {
    why: 'each request has an id of its own',
    pattern: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g,
    stand: () => '<request>',
  },
  {
    why: 'the time of an act of this very world',
    pattern: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g,
    stand: (found, builtAtMs) => (Date.parse(found) >= builtAtMs ? '<time>' : null),
  },
  {
    why: 'the same in a workbook, which counts days since 1899, and shows thousandths of a second where there are any',
    pattern: /(?: s=[\\"]+[34][\\"]+)?><v>\d{5}\.\d+<\/v>/g,
    stand: (found, builtAtMs) =>
      (Number.parseFloat(found.slice(found.indexOf('<v>') + 3)) - DAYS_TO_1970) * DAY_MS >= builtAtMs - 1
        ? '><v>time</v>'
        : null,
  },
  {
    why: 'times press to more bytes or less in a zip or workbook; what is in it is compared part by part',
    pattern: /(?<=Rows: \d+; )size bytes: [\d,]+|"sizeBytes":\d+(?=\},"error")/gi,
    stand: () => '<size>',
  },
  {
    why: 'the id of what was made in this very world holds the time',
    pattern: /(?<!\d)\d{15,19}(?!\d)/g,
    stand: (found, builtAtMs) => (madeAtMs(found) >= builtAtMs ? '<id>' : null),
  },
  { why: 'files are named by the day', pattern: /-\d{4}-\d\d-\d\d\.(csv|xlsx|zip)/g, stand: () => '-<day>' },
  {
    why: 'the minute that limits are counted in began at another moment',
    pattern: /"(ratelimit-remaining|ratelimit-reset|retry-after)":"\d+"/g,
    stand: () => '"<limit>"',
  },
  {
    why: 'buckets of the chart begin with the hour; their sums are compared',
    pattern: /"buckets":\[[^\]]*\]/g,
    stand: () => '"buckets":[]',
  },
];

/** A text without its volatile parts. */
export function settled(text: string, builtAtMs: number): string {
  return VOLATILE.reduce(
    (left, { pattern, stand }) => left.replace(pattern, (found: string) => stand(found, builtAtMs) ?? found),
    text,
  );
}
