import { beforeAll, describe, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import { setSharing } from '@/lib/admin/settings/sharing';
import { deleteRecords, purgeRecords } from '@/lib/crm/records/recycle';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, addFields, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { reveal } from './reveal';

const PHONE = '555-907-8526';
let org: TestOrg;
let recordId: Id;

beforeAll(async () => {
  org = await makeHealthOrg();
  const [diagnosis = ''] = await addFields(org, 'Contacts', ['Diagnosis']);
  await markField(org.admin, { module: 'Contacts', fieldId: diagnosis, encrypt: false, reason: 'Tried out first' });
  const fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  recordId = await addContact(org, { Phone: PHONE, Diagnosis: 'Gout', Email: 'a@example.org' });
});

const ask = (more = {}) => ({
  module: 'Contacts',
  recordId,
  fields: ['Phone', 'Diagnosis'],
  purpose: 'treatment' as const,
  ...more,
});
const reveals = () => eventsOf(org, 'record.reveal');

/** Lets the database refuse entries of reveals, while something is done. */
async function withoutLedger<T>(act: () => Promise<T>): Promise<T> {
  await ownerSql().unsafe(`
    create function refuse_entry() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$;
    create trigger refuse_reveals before insert on ledger_entries for each row when (new.action = 'record.reveal')
      execute function refuse_entry();`);
  try {
    return await act();
  } finally {
    await ownerSql().unsafe('drop trigger refuse_reveals on ledger_entries; drop function refuse_entry()');
  }
}

describe('reveal', () => {
  test('gives the marked values asked for, encrypted or not, behind one event', async () => {
    const before = (await reveals()).length;
    expect(await reveal(org.operator, ask())).toEqual({ Phone: PHONE, Diagnosis: 'Gout' });
    const events = await reveals();
    expect(events).toHaveLength(before + 1);
    expect(events.at(-1)).toMatchObject({ outcome: 'done', fields: ['Phone', 'Diagnosis'] });
  });

  test('shows nothing when its event cannot be written', async () => {
    const before = (await reveals()).length;
    const shown = withoutLedger(() =>
      reveal(org.operator, ask()).then(
        (values) => ({ values }),
        (error: unknown) => ({ error }),
      ),
    );
    expect(await shown).toMatchObject({ error: { code: 'internal' } });
    expect(JSON.stringify(await shown)).not.toContain(PHONE);
    expect(await reveals()).toHaveLength(before);
    expect(await reveal(org.operator, ask())).toMatchObject({ Phone: PHONE });
  });

  test.each([undefined, '', '   '])('asks what another purpose is (%o), and writes no event without', async (note) => {
    const before = (await reveals()).length;
    const wanted = ask({ purpose: 'other', ...(note !== undefined && { note }) });
    await expect(reveal(org.operator, wanted)).rejects.toMatchObject({ code: 'invalid', fields: { note: 'Required' } });
    expect(await reveals()).toHaveLength(before);
  });

  test.each(['admin', 'officer'] as const)('is refused to the %s, and the attempt is an event', async (who) => {
    await expect(reveal(org[who], ask())).rejects.toMatchObject({ code: 'forbidden' });
    expect((await reveals()).at(-1)).toMatchObject({ outcome: 'refused', actorId: org[who].actor.id });
  });

  test('gives nothing of a field that is not marked, and nothing at all beside it', async () => {
    await expect(reveal(org.operator, ask({ fields: ['Phone', 'Email'] }))).rejects.toMatchObject({ code: 'invalid' });
    await expect(reveal(org.operator, ask({ fields: [] }))).rejects.toMatchObject({ code: 'invalid' });
  });

  test('finds no record of another org, or in the recycle bin', async () => {
    const other = await makeHealthOrg();
    const fieldId = await fieldIdOf(other, 'Contacts', 'Phone');
    await markField(other.admin, { module: 'Contacts', fieldId, encrypt: true });
    await expect(reveal(other.operator, ask({ fields: ['Phone'] }))).rejects.toMatchObject({ code: 'not_found' });
    const gone = await addContact(org, { Phone: PHONE });
    await deleteRecords(org.operator, { module: 'Contacts', ids: [gone] });
    await expect(reveal(org.operator, ask({ recordId: gone }))).rejects.toMatchObject({ code: 'not_found' });
    await purgeRecords(org.operator, { module: 'Contacts', ids: [gone] });
    await expect(reveal(org.operator, ask({ recordId: gone }))).rejects.toMatchObject({ code: 'not_found' });
  });

  test('finds no record of somebody else where the module is private', async () => {
    await setSharing(org.admin, { module: 'Contacts', sharing: 'private' });
    await ownerSql()`update records set owner_id = ${org.administratorId} where id = ${recordId}`;
    await expect(reveal(org.operator, ask())).rejects.toMatchObject({ code: 'not_found' });
  });
});
