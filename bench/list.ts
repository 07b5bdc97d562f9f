/**
 * A list page: 50 of 1,000,000 records sorted by an indexed field, two columns masked; against the same page of 10,000
 * records, and against its 2,000th page. The three take turns in one run, and each figure is a median, so that other load
 * on the machine falls on all alike.
 */

import { type ListRequest, listRecords } from '@/lib/crm/records/list';
import { getListScreen } from '@/lib/crm/views/queries';
import type { Context } from '@/lib/platform/context';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { databaseCpuMs } from './database-cpu';
import { type BigModule, idAt, makeBigModule } from './list-data';
import { median } from './median';
import type { BenchRow } from './row';

const PER_PAGE = 50;
const FAR_PAGE = 2000;
const ROUNDS = 60;
const CPU_PAGES = 200;
const AIM = 1.5;

const request: ListRequest = {
  columns: ['City', 'Amount', 'SSN', 'Phone', 'Owner'],
  sort: { field: 'City', order: 'asc' },
  perPage: PER_PAGE,
};

export async function benchList(org: TestOrg): Promise<BenchRow[]> {
  const large = await makeBigModule(org, 'Large', 1_000_000);
  const small = await makeBigModule(org, 'Small', 10_000);
  const after = await idAt(org, large, (FAR_PAGE - 1) * PER_PAGE - 1);
  const ctx = org.operator;
  const arms = {
    first: () => listRecords(ctx, large.apiName, request),
    far: () => listRecords(ctx, large.apiName, { ...request, after }),
    small: () => listRecords(ctx, small.apiName, request),
  };
  const times = { first: [] as number[], far: [] as number[], small: [] as number[] };
  for (let round = -5; round < ROUNDS; round += 1) {
    for (const arm of ['first', 'far', 'small'] as const) {
      const started = performance.now();
      await arms[arm]();
      if (round >= 0) times[arm].push(performance.now() - started);
    }
  }
  const [first, far, few] = [median(times.first), median(times.far), median(times.small)];
  return [
    ratioRow('List page: 50 of 1,000,000 records, of the same of 10,000', first / few, first, few),
    ratioRow(`List page: the ${FAR_PAGE.toLocaleString('en-US')}th page, of the first`, far / first, far, first),
    ...(await cpuRows(ctx, large)),
  ];
}

function ratioRow(figure: string, ratio: number, one: number, other: number): BenchRow {
  return {
    figure,
    value: rounded(ratio),
    unit: '× its time',
    aim: `at most ${AIM}`,
    ok: ratio <= AIM,
    note: `${rounded(one)} ms against ${rounded(other)} ms`,
  };
}

/** CPU of one page, split: the database's processes, ours while it is read, and ours to render it as HTML. */
async function cpuRows(ctx: Context, module: BigModule): Promise<BenchRow[]> {
  const before = await databaseCpuMs();
  const lib = await ownCpuMs(async () => {
    for (let n = 0; n < CPU_PAGES; n += 1) await listRecords(ctx, module.apiName, request);
  });
  const after = await databaseCpuMs();
  const page = await listRecords(ctx, module.apiName, request);
  const { fields } = await getListScreen(ctx, module.apiName);
  // As the server runs: React chooses its build when it is first loaded.
  Object.assign(process.env, { NODE_ENV: 'production' });
  const { renderList } = await import('./list-render');
  const render = () => renderList(page, fields, ctx.timeZone);
  for (let n = 0; n < CPU_PAGES; n += 1) render();
  const rendering = await ownCpuMs(async () => {
    for (let n = 0; n < CPU_PAGES; n += 1) render();
  });
  const row = (part: string, ms: number, note?: string): BenchRow => ({
    figure: `List page, CPU: ${part}`,
    value: rounded(ms / CPU_PAGES),
    unit: 'ms',
    note,
  });
  return [
    ...(before === null || after === null ? [] : [row('SQL', after - before, 'of PostgreSQL’s processes')]),
    row('lib', lib, 'of Node, with the driver and the event of what was shown'),
    row('rendering', rendering, 'of Node, the table to HTML'),
  ];
}

/** CPU time of this process while something runs, in milliseconds. */
async function ownCpuMs(act: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
