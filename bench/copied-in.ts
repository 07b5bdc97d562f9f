/** What an import cannot go below: the rows that it leaves behind, copied in by `psql`, and the sealing of their values. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getModule } from '@/lib/crm/modules/definition';
import { blindToken } from '@/lib/crm/records/tokens';
import { sealValues } from '@/lib/platform/crypto/record-cipher';
import { connect } from '@/lib/platform/db/client';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { psqlMs } from './psql';

/** The tables that an import fills, with the column that holds an id of its time. */
const TABLES = { records: 'id', blind_index: 'record_id', ledger_entries: 'id', ledger_pending: 'entry_id' };

/** Milliseconds of `\copy … from` for what was put into the tables since an id was made, into empty ones with the same indexes. */
export async function copiedInMs(since: Id): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'careledger-bench-'));
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
  let ms = 0;
  try {
    for (const [table, column] of Object.entries(TABLES)) {
      const copy = `copied_${table}`;
      await owner`create table ${owner(copy)} (like ${owner(table)} including all)`;
      const file = join(folder, table);
      await psqlMs(`\\copy (select * from ${table} where ${column} > ${since}) to '${file}' with (format csv)`);
      ms += await psqlMs(`\\copy ${copy} from '${file}' with (format csv)`);
      await owner`drop table ${owner(copy)}`;
    }
  } finally {
    await owner.end({ timeout: 5 });
    rmSync(folder, { recursive: true });
  }
  return ms;
}

/** Milliseconds to seal three values of each of so many Contacts in one envelope, and to make their tokens. */
export async function sealingMs(org: TestOrg, rows: number): Promise<number> {
  const keys = await inOrg(org.orgId, keysOf);
  const module = getModule(await org.metadata(), 'Contacts');
  const sealed = module.fields.filter((field) => field.sealed);
  const started = performance.now();
  for (let n = 0; n < rows; n += 1) {
    const values = Object.fromEntries(sealed.map(({ apiName }) => [apiName, `${n} Main Street`]));
    sealValues(values, keys, { orgId: org.orgId, module: module.id, recordId: newId() });
    for (const field of sealed) blindToken(keys, field, values[field.apiName] as string);
  }
  return performance.now() - started;
}
