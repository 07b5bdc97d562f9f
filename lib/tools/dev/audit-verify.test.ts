import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg } from '@/lib/tools/testing/factories';

const run = promisify(execFile);
const verify = () => run(process.execPath, ['--import', 'tsx', 'lib/tools/dev/audit-verify.ts'], { env: process.env });

test('audit:verify ends with 0 when all is well, else with 1 and a line that names org and entry', async () => {
  const org = await makeOrg();
  const good = await verify();
  expect(good.stdout).toContain(`Organisation ${org.orgId}: `);
  expect(good.stdout).toContain('Nothing wrong found.');

  const [entry] = await ownerSql().begin(async (sql) => {
    await sql`alter table ledger_entries disable trigger user`;
    const changed = await sql<{ id: string }[]>`
      update ledger_entries set actor_name = 'Somebody Else'
      where org_id = ${org.orgId} and id = (select min(id) from ledger_entries where org_id = ${org.orgId}) returning id`;
    await sql`alter table ledger_entries enable trigger user`;
    return changed;
  });
  await expect(verify()).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining(`BAD organisation ${org.orgId}: entry ${entry?.id} does not match its leaf hash`),
  });
});
