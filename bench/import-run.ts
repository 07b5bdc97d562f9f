/** One import in a process of its own: makes the file, uploads it, runs the job, prints time and peak memory as JSON. */
import { Readable } from 'node:stream';
import { runImport } from '@/lib/crm/imports/run/run';
import { startImport } from '@/lib/crm/imports/run/start';
import { uploadImport } from '@/lib/crm/imports/upload/upload';
import { beginJob } from '@/lib/platform/background/life';
import type { Context } from '@/lib/platform/context';
import { closeClient } from '@/lib/platform/db/client';
import { keepLittleWaste } from '@/lib/ways-in/jobs/little-waste';
import { databaseCpuMs } from './database-cpu';

keepLittleWaste();
const ctx = JSON.parse(process.argv[2] ?? '') as Context;
const rows = Number(process.argv[3]);
const MAPPING = { 0: 'First_Name', 1: 'Last_Name', 2: 'Email', 3: 'Phone', 4: 'Date_of_Birth', 5: 'Mailing_Street' };

async function* lines(): AsyncGenerator<Buffer> {
  yield Buffer.from('First,Last,Email,Phone,Birth,Street\n');
  for (let n = 0; n < rows; n += 1) {
    const phone = `555-${String(n % 1000).padStart(3, '0')}-${String(n % 10_000).padStart(4, '0')}`;
    yield Buffer.from(
      `Given${n},Family${n},p${n}@example.org,${phone},19${(n % 90) + 10}-0${(n % 9) + 1}-12,${n} Main Street\n`,
    );
  }
}

const began = performance.now();
const { importId } = await uploadImport(ctx, { module: 'Contacts', source: Readable.from(lines()) });
await startImport(ctx, { module: 'Contacts', importId, mapping: MAPPING, again: true });
const readSeconds = (performance.now() - began) / 1000;
await beginJob(ctx.orgId, importId);
const cpuBefore = process.cpuUsage();
const databaseBefore = (await databaseCpuMs()) ?? 0;
const started = performance.now();
await runImport(ctx, importId, new AbortController().signal);
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
const databaseMs = ((await databaseCpuMs()) ?? 0) - databaseBefore;
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ readSeconds, seconds, peakBytes, cpuMs: (user + system) / 1000, databaseMs }));
await closeClient();
