/** A great many records that change at once, by an import and its undoing. `CHAOS=long`: 100,000. */
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { undoImport } from '@/lib/crm/imports/run/undo';
import { importNow } from '@/lib/crm/imports/testing/dry-run';
import { uploadImport } from '@/lib/crm/imports/upload/upload';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg } from '@/lib/tools/testing/factories';
import { connectHook, deliver } from '../testing/connected';
import { type Hook, startHook } from '../testing/hook';

const ROWS = process.env.CHAOS === 'long' ? 100_000 : 2_000;

let hook: Hook;
beforeAll(async () => {
  hook = await startHook();
});
afterAll(() => hook.close());

function* lines(): Generator<Buffer> {
  yield Buffer.from('Last Name\n');
  for (let n = 0; n < ROWS; n += 1) yield Buffer.from(`Row ${n}\n`);
}

const waiting = async (id: Id) => {
  const [row] = await ownerSql()<[{ all: number; records: number }]>`
    select count(*)::int as all, count(distinct record_id)::int as records from app_deliveries
    where connection_id = ${id} and state = 'waiting'`;
  return row;
};

test(
  `of ${ROWS.toLocaleString('en-US')} records that an import makes and its undoing deletes, each is told once and in order`,
  async () => {
    const org = await makeOrg();
    const id = await connectHook(org, hook.address, { fields: [{ field: 'Last_Name', to: 'name' }] });
    const { importId } = await uploadImport(org.admin, { module: 'Contacts', source: Readable.from(lines()) });
    const request = { module: 'Contacts', importId, mapping: { 0: 'Last_Name' } };
    await importNow(org.admin, request);
    expect(await waiting(id)).toEqual({ all: ROWS, records: ROWS });
    const began = performance.now();
    expect(await deliver(org, id)).toBe(ROWS);
    const rate = Math.round((ROWS * 1_000) / (performance.now() - began));

    await undoImport(org.admin, request);
    expect(await waiting(id)).toEqual({ all: ROWS, records: ROWS });
    await deliver(org, id);
    process.stdout.write(`${ROWS} created, ${rate} a second; and as many deleted.\n`);

    const told = new Map<string, string[]>();
    for (const { body, type } of hook.received) {
      const { data } = JSON.parse(body);
      told.set(data.id, [...(told.get(data.id) ?? []), type]);
    }
    expect(told.size).toBe(ROWS);
    const orders = new Set([...told.values()].map((types) => types.join(', ')));
    expect([...orders]).toEqual(['contacts.created, contacts.deleted']);
    const names = new Set(
      hook.received.filter(({ type }) => type === 'contacts.created').map(({ values }) => values.name),
    );
    expect(names.size).toBe(ROWS);
  },
  Math.max(900_000, ROWS * 60),
);
