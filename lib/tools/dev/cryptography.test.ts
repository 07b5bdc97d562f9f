/** docs/cryptography.md is the inventory of keys and algorithms; what is dangerous to call stands here by name, with why. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourceFiles } from './import-graph';

const inventory = readFileSync('docs/cryptography.md', 'utf8');

test('docs/cryptography.md has a line for each purpose of a key, and for no other', () => {
  const [, union = ''] =
    /export type Purpose =([^;]*);/.exec(readFileSync('lib/platform/crypto/org-keys.ts', 'utf8')) ?? [];
  const purposes = [...union.matchAll(/'([\w-]+)'/g)].map(([, purpose]) => purpose);
  expect(purposes.length).toBeGreaterThan(15);
  const [, table = ''] = inventory.split('| Purpose of a derived key |');
  expect([...table.matchAll(/^\| `([\w-]+)` \| \S/gm)].map(([, purpose]) => purpose)).toEqual(purposes);
});

/** What a file outside tests and tools calls, by what it looks like. `may`: who does, and why that is right. */
const DANGEROUS: Record<string, { looks: RegExp; may: Record<string, string> }> = {
  'a weak hash': {
    looks: /createH(ash|mac)\('(md|sha1|sha-1|ripemd)/i,
    may: { 'lib/apps/connectors/mailchimp.ts': 'Mailchimp calls a member by the MD5 of the address' },
  },
  'a cipher': {
    looks: /\bcreate(De)?[Cc]ipheriv\b|\bsubtle\.(en|de)crypt\b/,
    may: { 'lib/platform/crypto/aead.ts': 'AES-256-GCM, and nothing else' },
  },
  'random numbers that can be guessed': {
    looks: /\bMath\.random\b/,
    may: {
      'components/chat/widget/frame/live/backoff.ts': 'spreads waiting times',
      'lib/apps/deliveries/backoff.ts': 'spreads waiting times',
      'lib/chat/live/stream.ts': 'spreads waiting times',
      'lib/people/auth/turns.ts': 'draws whose guess is compared next',
    },
  },
  'a program, or a command of the system': {
    looks: /\bchild_process\b/,
    may: { 'lib/crm/imports/apart/read-apart.ts': 'Node itself, with arguments of ours: reads a workbook apart' },
  },
  'a text run as code': { looks: /\beval\(|\bnew Function\(|\bfrom 'node:vm'/, may: {} },
  'a text shown as markup': {
    looks: /\bdangerouslySetInnerHTML\b|\.(inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b/,
    may: {
      'components/chat/widget/host/custom-html.ts': 'what a site’s own script gives for its own page, as in SalesIQ',
    },
  },
  'a pattern made of a text': {
    looks: /\bnew RegExp\(/,
    may: {
      'lib/crm/imports/columns/date-cell.ts': 'put together of words of ours',
      'lib/protection/compliance/phi-text/address.ts': 'put together of words of ours',
      'lib/protection/compliance/phi-text/age.ts': 'put together of words of ours',
      'lib/protection/compliance/phi-text/date.ts': 'put together of words of ours',
      'lib/protection/compliance/phi-text/labelled.ts': 'put together of words of ours',
      'lib/protection/compliance/phi-text/mbi.ts': 'put together of words of ours',
      'lib/protection/compliance/phi-text/name.ts': 'put together of words of ours',
      'lib/protection/compliance/phi-text/phone.ts': 'put together of words of ours',
      'lib/ways-in/api/app.ts': 'the path of an endpoint of ours',
      'lib/ways-in/scim/app.ts': 'the path of an endpoint of ours',
    },
  },
};

const NOT_OURS = /^lib\/tools\/|\/testing\/|\.test\.tsx?$|^lib\/platform\/crypto\/testdata\//;
const sources = sourceFiles(['app', 'components', 'lib'])
  .filter((path) => !NOT_OURS.test(path))
  .map((path) => ({ path, text: readFileSync(path, 'utf8').replace(/^\s*(\/?\*|\/\/).*$/gm, '') }));

test.each(Object.keys(DANGEROUS))('whoever uses %s is named with why', (what) => {
  const { looks, may } = DANGEROUS[what] as (typeof DANGEROUS)[string];
  const found = sources.filter(({ text }) => looks.test(text)).map(({ path }) => path);
  expect(found.sort()).toEqual(Object.keys(may).sort());
});
