import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { DOORS } from '@/lib/protection/compliance/doors';
import { openDetails } from '@/lib/protection/disclose/ledger-details';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { ACTION_NAMES } from './action-groups';
import { appendEntries, type NewEntry } from './append';
import { encodeFacts, type Fact } from './entry';
import { verifyOrg } from './verify/verify-org';

let org: TestOrg;

beforeAll(async () => {
  org = await makeOrg();
});

const append = (ctx: Context, entries: readonly NewEntry[]) =>
  inOrg(ctx.orgId, async (tx) => appendEntries(tx, ctx, entries, await keysOf(tx)));

/** Any text a request could carry: emoji, control characters, NUL, halves of surrogate pairs. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    '\0',
    'a\0b',
    '\ud800',
    'x\udc00y',
    '{"a":1}',
    'null',
    'NULL',
    '{NULL,"x"}',
    "';--",
    '\\',
    '"',
    '\u2028',
    '🫀👩🏽‍⚕️',
  ),
);
const fact: fc.Arbitrary<Fact> = fc.letrec<{ fact: Fact }>((tie) => ({
  fact: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('fact'), { maxLength: 3 }),
    fc.dictionary(text, tie('fact'), { maxKeys: 3 }),
  ),
})).fact;
const id = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String);

const newEntry: fc.Arbitrary<NewEntry> = fc.record(
  {
    // Of what has expired the verifier asks more than that the entry is whole.
    action: fc.constantFrom(...ACTION_NAMES.filter((name) => name !== 'ledger.expire')),
    outcome: fc.constantFrom('done', 'refused'),
    module: text,
    recordId: fc.oneof(id, text),
    subjectId: fc.oneof(id, text),
    door: fc.constantFrom(...DOORS),
    purpose: text,
    fields: fc.array(text, { maxLength: 4 }),
    facts: fc.dictionary(text, fact, { maxKeys: 4 }),
    changes: fc.dictionary(text, fc.record({ old: text, new: fc.oneof(text, fc.array(text)) }), { maxKeys: 3 }),
    note: text,
  },
  { requiredKeys: ['action'] },
);

test('whatever an entry holds, what is stored encodes to the same leaf', async () => {
  const fresh = await makeOrg();
  await fc.assert(
    fc.asyncProperty(fc.array(newEntry, { minLength: 1, maxLength: 3 }), text, async (entries, name) => {
      await append({ ...fresh.admin, actor: { ...fresh.admin.actor, name } }, entries);
    }),
    { numRuns: 150 },
  );
  const { waiting, problem } = await verifyOrg(fresh.orgId);
  expect(problem).toBeNull();
  expect(waiting).toBeGreaterThan(150);
});

test('texts come back as they were given; what cannot be stored comes back as U+FFFD', async () => {
  const name = 'Zoë 🫀 "x", \\ {NULL}';
  await append({ ...org.admin, actor: { ...org.admin.actor, name } }, [
    { action: 'record.update', module: 'a\0b', fields: ['x\ud800', 'NULL', ''], facts: { 'k\0': ['\udc00'] } },
  ]);
  const [row] = await ownerSql()`
    select actor_name, module, fields, facts from ledger_entries where org_id = ${org.orgId} order by id desc limit 1`;
  expect(row).toEqual({
    actor_name: name,
    module: 'a\uFFFDb',
    fields: ['x\uFFFD', 'NULL', ''],
    facts: encodeFacts({ 'k\uFFFD': ['\uFFFD'] }),
  });
});

test('values are in the sealed detail and nowhere else', async () => {
  await append(org.admin, [
    {
      action: 'record.update',
      module: 'Contacts',
      fields: ['Department'],
      changes: { Department: { old: 'Cardiology-4711', new: 'Oncology-4711' } },
      note: 'asked by her daughter 4711',
    },
  ]);
  const [row] = await ownerSql()<{ id: string; whole: string; sealed_detail: Buffer }[]>`
    select id, e::text as whole, sealed_detail from ledger_entries e where org_id = ${org.orgId} order by id desc limit 1`;
  expect(row?.whole).toContain('Department');
  expectAbsent(String(row?.whole), '4711', 'Cardiology', 'daughter');
  expectAbsent(String(row?.sealed_detail.toString('latin1')), 'Cardiology', 'daughter');
  const [detail] = await inOrg(org.orgId, (tx) =>
    openDetails(tx, org.admin, [{ id: row?.id ?? '', module: 'Contacts', sealedDetail: row?.sealed_detail ?? null }]),
  );
  expect(detail).toEqual({
    changes: { Department: { old: 'Cardiology-4711', new: 'Oncology-4711' } },
    note: 'asked by her daughter 4711',
  });
});

test('every entry has a pending mark, and none is left when the transaction is not', async () => {
  const count = async () => {
    const [row] = await ownerSql()<[{ entries: number; marks: number }]>`
      select (select count(*)::int from ledger_entries where org_id = ${org.orgId}) as entries,
        (select count(*)::int from ledger_pending where org_id = ${org.orgId}) as marks`;
    return row;
  };
  const before = await count();
  await append(org.admin, [{ action: 'view.create' }, { action: 'view.delete' }]);
  const failed = inOrg(org.orgId, async (tx) => {
    await appendEntries(tx, org.admin, [{ action: 'view.create' }], await keysOf(tx));
    throw new Error('the act failed');
  });
  await expect(failed).rejects.toThrow('the act failed');
  expect(await count()).toEqual({ entries: before.entries + 2, marks: before.marks + 2 });
});

test('entries of one act that happen at once from many connections are all there', async () => {
  const fresh = await makeOrg();
  const { waiting: before } = await verifyOrg(fresh.orgId);
  await Promise.all(
    Array.from({ length: 40 }, (_, n) => append(fresh.operator, [{ action: 'record.create', facts: { n } }])),
  );
  expect(await verifyOrg(fresh.orgId)).toMatchObject({ verdict: 'valid', entries: 0, waiting: before + 40 });
});
