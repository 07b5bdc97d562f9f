/**
 * Five main pages as a browser first asks for them, of a production build on the demo clinic: the JavaScript that comes with
 * them, the time to their first byte, and the processor's time of web server and database. BENCH_PAGES_BESIDE names a server of
 * another build on the demo clinic, to take turns with: before and after a change.
 */
import { openSession } from '@/e2e/session';
import { seed } from '@/lib/tools/seed/main';
import { startWeb } from './api-servers';
import { cpuMsOf, databaseCpuMs } from './database-cpu';
import { median } from './median';
import { askPage, type Javascript, javascriptOf, type PageAnswer } from './page-javascript';
import { pidAt } from './pid-at';
import type { BenchRow } from './row';

const PASSWORD = process.env.BENCH_PAGES_PASSWORD ?? 'bench-pages-password';
const ROUNDS = Number(process.env.BENCH_PAGES_ROUNDS ?? 5);
const REQUESTS = Number(process.env.BENCH_PAGES_REQUESTS ?? 40);
/** Of the other build's: what still counts as no worse. */
const NO_WORSE = 1.05;

const FIRST_RECORD = 'the first record';
const PAGES = [
  { name: 'List', path: '/m/Contacts', who: 'operator' },
  { name: 'Record', path: FIRST_RECORD, who: 'operator' },
  { name: 'Chat', path: '/chat', who: 'operator' },
  { name: 'Audit log', path: '/audit', who: 'officer' },
  { name: 'HIPAA compliance', path: '/setup/compliance/hipaa', who: 'admin' },
] as const;

type Page = (typeof PAGES)[number];

interface Site {
  origin: string;
  pid: number | null;
  databaseCpu: () => Promise<number | null>;
  /** Who → the header `cookie` of their session. */
  cookies: Record<string, string>;
  /** The path of a record. */
  record: string;
}

/** Medians of the rounds, in milliseconds a request. */
interface Taken {
  javascript: Javascript;
  firstByteMs: number;
  wholeMs: number;
  serverMs: number | null;
  databaseMs: number | null;
}

export async function benchPages(): Promise<BenchRow[]> {
  await seed('demo', { demoPassword: PASSWORD });
  const web = await startWeb({});
  if (!web) return [{ figure: 'Pages: not measured, there is no production build that starts', value: 0, unit: '' }];
  try {
    const own = await siteAt(web.origin, { pid: web.pid, databaseCpu: databaseCpuMs });
    const other = process.env.BENCH_PAGES_BESIDE;
    const pid = other ? pidAt(Number(new URL(other).port)) : null;
    const sites = other ? [own, await siteAt(other, { pid, databaseCpu: async () => null })] : [own];
    const rows: BenchRow[] = [];
    for (const page of PAGES) rows.push(...rowsOf(page.name, await measure(sites, page)));
    return rows;
  } finally {
    await web.stop();
  }
}

async function siteAt(origin: string, about: Pick<Site, 'pid' | 'databaseCpu'>): Promise<Site> {
  const cookies: Record<string, string> = {};
  for (const who of ['operator', 'officer', 'admin']) {
    const { state } = await openSession({ email: `${who}@demo.example`, password: PASSWORD }, origin);
    cookies[who] = state.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  }
  const list = await askPage(origin, '/m/Contacts', cookies.operator as string);
  const [record] = /\/m\/Contacts\/\d{15,19}/.exec(list.html) ?? [];
  if (list.status !== 200 || !record) throw new Error(`${origin} shows no list of records: ${list.status}.`);
  return { origin, ...about, cookies, record };
}

/** Every site in each round, in another order each time. @returns what was taken of each, in their order */
async function measure(sites: readonly Site[], page: Page): Promise<Taken[]> {
  const ask = ({ origin, cookies, record }: Site) =>
    askPage(origin, page.path === FIRST_RECORD ? record : page.path, cookies[page.who] as string);
  const turns = await Promise.all(sites.map(async (site) => ({ site, first: await ask(site), rounds: [] as Round[] })));
  for (const { site, first } of turns) {
    if (first.status !== 200) throw new Error(`${page.name} of ${site.origin} is answered with ${first.status}.`);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) {
      turn.rounds.push(await oneRound(turn.site, () => ask(turn.site)));
    }
  }
  const taken: Taken[] = [];
  for (const { site, first, rounds } of turns) {
    const middle = (of: (round: Round) => number) => median(rounds.map(of));
    const known = (of: (round: Round) => number | null) =>
      rounds.some((round) => of(round) === null) ? null : middle((round) => of(round) ?? 0);
    taken.push({
      javascript: await javascriptOf(site.origin, first.html),
      firstByteMs: middle(({ answers }) => median(answers.map(({ firstByteMs }) => firstByteMs))),
      wholeMs: middle(({ answers }) => median(answers.map(({ wholeMs }) => wholeMs))),
      serverMs: known(({ serverMs }) => serverMs),
      databaseMs: known(({ databaseMs }) => databaseMs),
    });
  }
  return taken;
}

interface Round {
  answers: PageAnswer[];
  serverMs: number | null;
  databaseMs: number | null;
}

async function oneRound({ pid, databaseCpu }: Site, ask: () => Promise<PageAnswer>): Promise<Round> {
  const used = async () => ({ server: pid === null ? null : cpuMsOf(pid), database: await databaseCpu() });
  const before = await used();
  const answers: PageAnswer[] = [];
  for (let n = 0; n < REQUESTS; n += 1) answers.push(await ask());
  const after = await used();
  const each = (from: number | null, to: number | null) =>
    from === null || to === null ? null : (to - from) / REQUESTS;
  return {
    answers,
    serverMs: each(before.server, after.server),
    databaseMs: each(before.database, after.database),
  };
}

function rowsOf(name: string, [own, other]: Taken[]): BenchRow[] {
  if (!own) return [];
  const row = (figure: string, unit: string, of: (taken: Taken) => number | null, note?: string): BenchRow[] => {
    const [value, before] = [of(own), other ? of(other) : null];
    if (value === null) return [];
    const told = { figure: `${name}: ${figure}`, value, unit, ...(note && { note }) };
    if (before === null) return [told];
    const aim = `no worse than ${before.toFixed(2)} beside it`;
    return [{ ...told, aim, ok: value <= before * NO_WORSE }];
  };
  const { files, unpacked } = own.javascript;
  return [
    ...row(
      'JavaScript sent',
      'KiB',
      ({ javascript }) => javascript.sent / 1024,
      `${files} files, ${Math.round(unpacked / 1024)} KiB unpacked`,
    ),
    ...row('time to first byte', 'ms', ({ firstByteMs }) => firstByteMs, `whole after ${own.wholeMs.toFixed(1)} ms`),
    ...row('web server', 'ms of CPU', ({ serverMs }) => serverMs),
    ...row('database', 'ms of CPU', ({ databaseMs }) => databaseMs),
  ];
}
