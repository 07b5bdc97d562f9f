/**
 * A world of `lib/tools/testing/non-interference` in a database of its own, beside the one of the specs: `twin-world.ts PASSWORD`,
 * with the environment of its database. Sends the world when it is built; then, for each variant it is sent, puts the
 * database back as it was, with the values of that variant, and says so.
 */
import { hashPassword } from '@/lib/people/auth/password';
import { closeClient, connect } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { migrate } from '@/lib/tools/dev/migrate';
import { APP } from '@/lib/tools/dev/postgres/connection-file';
import { adminConnection } from '@/lib/tools/testing/admin-connection';
import { forgetDatabase, keepDatabase, restoreDatabase } from '@/lib/tools/testing/non-interference/twin-databases';
import type { Variant } from '@/lib/tools/testing/non-interference/values';
import { buildWorld, exchangeValues } from '@/lib/tools/testing/non-interference/world';

const url = env().DATABASE_OWNER_URL;
const name = new URL(url).pathname.slice(1);

async function administer(statement: string): Promise<void> {
  const sql = adminConnection(url);
  await sql.unsafe(statement);
  await sql.end({ timeout: 5 });
}

await administer(`create database "${name}"`);
await migrate(url, APP);
const passwordHash = await hashPassword(process.argv[2] ?? '');
const world = await buildWorld();
const owner = connect(url, { max: 1 });
const people = await owner<{ name: string; email: string }[]>`
  update users set password_hash = ${passwordHash} where org_id = ${world.org.orgId} returning name, email`;
await owner.end();
const kept = await keepDatabase();
const { ids, org, builtAtMs } = world;
process.send?.({
  places: { ids, org: { profileIds: org.profileIds, operator: { actor: org.operator.actor } } },
  builtAtMs,
  people: [...people],
});

process.on('message', (variant: Variant | 'end') => void answer(variant));

async function answer(variant: Variant | 'end'): Promise<void> {
  if (variant === 'end') {
    await closeClient();
    await administer(`drop database if exists "${name}" with (force)`);
    await forgetDatabase(kept);
    process.exit(0);
  }
  await restoreDatabase(kept);
  await exchangeValues(world, variant);
  await closeClient();
  process.send?.('ready');
}
