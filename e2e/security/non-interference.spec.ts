/**
 * Worlds that differ only in what an asker may not read are the same pages: the data in the HTML, and the data that a
 * click within the app would fetch. What lies behind the pages is asked by `lib/tools/testing/non-interference`.
 */
import { addressesOf, guardedPages, type Places } from '@/lib/tools/testing/non-interference/page-requests';
import type { Variant } from '@/lib/tools/testing/non-interference/values';
import { settled } from '@/lib/tools/testing/non-interference/volatile';
import { readPages } from '@/lib/tools/testing/pages';
import { expect, test } from '../people';
import { openSession, type Session } from '../session';
import { makeTwin, type Twin } from './twin';

/** Who asks; whoever may reveal reads notes and files, and so is not asked for the record that has some. */
const ASKERS: Readonly<Record<string, (places: Places) => readonly string[]>> = {
  'Ada Admin': guardedPages,
  'Olga Operator': () => [],
  'Otto Officer': guardedPages,
  'Nora Nobody': guardedPages,
};

/** Asked first, and once: whoever asks for anything leaves entries there. */
const AUDITS = ['(app)/audit/page.tsx', '(app)/(chat-audit)/chat/audit/page.tsx'];

/** What Next and React make anew for each answer, and what moves with the clock. */
const OF_THE_ANSWER: readonly { why: string; pattern: RegExp; stand: (found: string, builtAtMs: number) => string }[] =
  [
    { why: 'the nonce of the security policy', pattern: /nonce(="|\\?":\\?")[\w+/=-]+/g, stand: () => '<nonce>' },
    { why: 'Next names each answer in its keys', pattern: /"[\w-]{21}[vmh]"/g, stand: () => '"<answer>"' },
    { why: 'the rest of the session', pattern: /"expiresInMs":\d+/g, stand: () => '"<rest>"' },
    {
      why: 'the time of an act of this very world, as a page writes it',
      pattern: /[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d\d(:\d\d)?\s[AP]M/g,
      stand: (found, builtAtMs) => (Date.parse(`${found} UTC`) >= builtAtMs - 60_000 ? '<time>' : found),
    },
    { why: 'rows are numbered as they are ready', pattern: /\$[Lh@]?[0-9a-f]+\b/g, stand: () => '$' },
    { why: 'so are the parts that stream in', pattern: /\b([BSP]):[0-9a-f]+\b/g, stand: (found) => found.slice(0, 2) },
  ];

/**
 * The rows of data, each whole: they arrive as they are ready, so their order is none of the page's; lists are in order
 * within their row. The tags of a page are made of the same rows, and which of them stand there twice, or have a grey
 * shape in their place first, falls to the processors: of a page's HTML the rows in it are compared.
 */
function partsOf(answer: string): string[] {
  if (!answer.includes('<!DOCTYPE html>')) return answer.split('\n');
  const pushed = answer.matchAll(/self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)/g);
  const rows = [...pushed].map(([, text = '""']) => JSON.parse(text) as string).join('');
  expect(rows.length).toBeGreaterThan(1_000);
  return rows.split('\n');
}

function withoutNoise(answer: string, builtAtMs: number): string {
  const parts = partsOf(answer).map((part) => {
    const plain = OF_THE_ANSWER.reduce(
      (left, { pattern, stand }) => left.replace(pattern, (found: string) => stand(found, builtAtMs)),
      settled(part, builtAtMs),
    );
    return plain.replace(/^\n?[0-9a-f]*:/, '');
  });
  return parts.sort().join('\n');
}

/** Where a click within the app gets a page. */
const flightOf = (path: string): string => `${path}${path.includes('?') ? '&' : '?'}_rsc`;

type Pages = ReadonlyMap<string, string>;

/** Each is asked again where it is not as in another world: what falls to the processors falls otherwise then. */
const TRIES = 5;

async function pagesOf(twin: Twin, baseUrl: string, expected?: Pages): Promise<Pages> {
  const pages = new Map<string, string>();
  // One after the other: a page lists them in the order they signed in.
  const askers: { name: string; more: readonly string[]; ask: Session['ask'] }[] = [];
  for (const [name, more] of Object.entries(ASKERS)) {
    const { ask } = await openSession(twin.person(name), baseUrl);
    askers.push({ name, more: more(twin.places), ask });
  }
  const known = await readPages();
  const pathsOf = (isAudit: boolean) =>
    known.filter(({ file }) => AUDITS.includes(file) === isAudit).flatMap((page) => addressesOf(page, twin.places));
  const rounds = [
    ...askers.map((asker) => ({ ...asker, paths: pathsOf(true), forms: ['flight'], tries: 1 })),
    ...askers.map((asker) => ({
      ...asker,
      paths: [...pathsOf(false), ...asker.more],
      forms: ['HTML', 'flight'],
      tries: TRIES,
    })),
  ];
  for (const { name, ask, paths, forms, tries } of rounds) {
    for (const path of paths) {
      for (const form of forms) {
        const address = form === 'HTML' ? path : flightOf(path);
        const asked = `${name}: ${form} of ${path}`;
        for (let n = 0; n < tries; n += 1) {
          const answer = await ask(address, form === 'HTML' ? {} : { RSC: '1' });
          expect(answer.status, asked).toBeLessThan(500);
          const told = `${answer.status} ${answer.headers.get('location')}\n${await answer.text()}`;
          pages.set(asked, withoutNoise(told, twin.builtAtMs));
          if (!expected || pages.get(asked) === expected.get(asked)) break;
        }
      }
    }
  }
  return pages;
}

/** Where two pages part, with what stands around it. */
function differences(one: Pages, other: Pages): string[] {
  return [...one].flatMap(([asked, a]) => {
    const b = other.get(asked) ?? '';
    if (a === b) return [];
    let at = 0;
    while (a[at] === b[at]) at += 1;
    const from = Math.max(0, at - 120);
    return [`${asked}\n  ${a.slice(from, at + 120)}\n  ${b.slice(from, at + 120)}`];
  });
}

test('pages tell one who may not read protected values nothing of them: not which, how long, how many or whether', async () => {
  const twin = await makeTwin();
  const ask = (variant: Variant, as?: Pages) => twin.serving(variant, (baseUrl) => pagesOf(twin, baseUrl, as));
  try {
    const first = await ask('first');
    expect(first.size).toBeGreaterThan(300);
    for (const variant of ['second', 'empty'] as const) {
      expect(differences(first, await ask(variant, first)), variant).toEqual([]);
    }
  } finally {
    await twin.end();
  }
});
