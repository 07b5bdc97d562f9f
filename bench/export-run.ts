/** Run by bench/export.ts in a process of its own: `export-run <context> <plain module> <sealed module> <rounds>`. */
import type { Context } from '../lib/context';
import { closeClient, connect } from '../lib/db/client';
import { inOrg } from '../lib/db/transaction';
import { env } from '../lib/env';
import { csvRows } from '../lib/exports/csv-rows';
import { readExport } from '../lib/exports/record-export';

const [contextJson = '', plain = '', sealed = '', rounds = '3'] = process.argv.slice(2);
const ctx = JSON.parse(contextJson) as Context;
const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });

interface Drained {
  ms: number;
  firstMs: number;
  bytes: number;
}

async function drain(chunks: AsyncIterable<string | Uint8Array>): Promise<Drained> {
  const started = performance.now();
  let firstMs = 0;
  let bytes = 0;
  for await (const chunk of chunks) {
    firstMs ||= performance.now() - started;
    bytes += typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.length;
  }
  return { ms: performance.now() - started, firstMs, bytes };
}

/** The same cells, as PostgreSQL gives them out fastest. */
async function copied(): Promise<Drained> {
  const { module, chosen } = await inOrg(ctx.orgId, (tx) => readExport(tx, ctx, { module: plain, bom: false }));
  const cells = chosen.map(({ apiName }) => `r."values" ->> '${apiName}'`);
  const query = await owner
    .unsafe(`copy (
      select r.id, ${cells.join(', ')}, u.name, r.created_at, r.modified_at from records r
      left join users u on u.org_id = r.org_id and u.id = r.owner_id
      where r.org_id = ${ctx.orgId} and r.module_id = ${module.id} and r.deleted_at is null order by r.id
    ) to stdout (format csv, header)`)
    .readable();
  return drain(query);
}

const exported = (module: string) => drain(csvRows(ctx, 'export', (tx) => readExport(tx, ctx, { module, bom: false })));

const turns: Record<'copy' | 'plain' | 'sealed', Drained>[] = [];
for (let round = 0; round < Number(rounds); round += 1) {
  turns.push({ copy: await copied(), plain: await exported(plain), sealed: await exported(sealed) });
}
await owner.end({ timeout: 5 });
await closeClient();
process.stdout.write(JSON.stringify({ turns, peakBytes: process.resourceUsage().maxRSS * 1024 }));
