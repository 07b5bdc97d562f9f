/** Run by bench/million.ts in a process of its own: `million-run <context> <module as JSON>`. */

import { csvRows } from '@/lib/crm/exports/csv/rows';
import { readExport } from '@/lib/crm/exports/records/export';
import type { Context } from '@/lib/platform/context';
import { closeClient } from '@/lib/platform/db/client';
import { median } from './median';
import type { ManyRecords } from './million-data';
import { questionsOf } from './million-queries';
import { rowsLookedAt } from './rows-looked-at';

const ROUNDS = 5;
const SLOW_MS = 1000;

const [contextJson = '', moduleJson = ''] = process.argv.slice(2);
const ctx = JSON.parse(contextJson) as Context;
const module = JSON.parse(moduleJson) as ManyRecords;

async function timed(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

/** The middle one of a few times; of what takes seconds the only one. */
async function usualMs(act: () => Promise<unknown>): Promise<number> {
  const times = [await timed(act)];
  while (times.length < ROUNDS && (times[0] as number) < SLOW_MS) times.push(await timed(act));
  return median(times);
}

async function exported(columns: string[]) {
  let bytes = 0;
  const ask = (tx: Parameters<typeof readExport>[0]) =>
    readExport(tx, ctx, { module: module.apiName, columns, bom: false });
  const ms = await timed(async () => {
    for await (const chunk of csvRows(ctx, ask)) bytes += Buffer.byteLength(chunk);
  });
  return { ms, bytes };
}

const peakBytes = () => process.resourceUsage().maxRSS * 1024;

const answers = [];
for (const { name, ask, most } of questionsOf(ctx, module)) {
  await ask();
  answers.push({ name, most, ms: await usualMs(ask), rows: await rowsLookedAt(ask) });
}
const afterLists = peakBytes();
const plain = await exported(['City', 'Amount', 'Status', 'Code', 'Seen', 'Note', 'Remark']);
const afterPlain = peakBytes();
const opened = await exported(['City', 'Amount', 'SSN']);
const peaks = { afterLists, afterPlain, afterOpened: peakBytes() };
await closeClient();
process.stdout.write(JSON.stringify({ answers, plain, opened, peaks }));
