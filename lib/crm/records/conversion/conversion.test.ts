import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { getConversionMapping, saveConversionMapping } from '@/lib/admin/customization/conversion-mapping';
import { createField } from '@/lib/admin/customization/create-field';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { markField } from '@/lib/admin/settings/mark-field';
import { conversationsOfRecord, linkRecord } from '@/lib/chat/conversations/link-record';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { attachFile } from '@/lib/crm/attachments/attach';
import { listAttachments } from '@/lib/crm/attachments/queries';
import { listNotes } from '@/lib/crm/notes/queries';
import { createNote, updateNote } from '@/lib/crm/notes/write';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { withMerged } from '@/lib/protection/accounting/merged';
import { reveal } from '@/lib/protection/disclose/reveal';
import { setBudgetsOf } from '@/lib/tools/testing/budgets';
import { makeAvailable, makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { createRecord } from '../create';
import { getRecord } from '../get';
import { listRecords } from '../list';
import { mergeRecords } from '../merge/merge';
import { deleteRecords, restoreRecords } from '../recycle';
import { updateRecord } from '../update';
import { convertLead } from './convert';
import { getConversionDraft } from './draft';
import { conversionsOf } from './of-record';
import type { ConvertRequest } from './schemas';
import { undoConversion } from './undo';

let org: TestOrg;

/**
 * Leads and Contacts with a marked and encrypted Diagnosis; Allergies is so in Leads and clear in Contacts. Who converts is the
 * administrator, who may not reveal, where not said otherwise.
 */
beforeAll(async () => {
  org = await makeHealthOrg();
  await setBudgetsOf(org.orgId);
  await selectModule(org.admin, { module: 'Leads' });
  for (const module of ['Leads', 'Contacts']) {
    for (const label of ['Diagnosis', 'Allergies', 'Height', 'Ward']) {
      const type = label === 'Height' ? 'number' : label === 'Ward' ? 'pick_list' : 'single_line';
      const wards = module === 'Leads' ? ['North', 'South'] : ['North'];
      const options = label === 'Ward' ? { pickList: wards.map((ward) => ({ label: ward })) } : {};
      const { id } = await createField(org.admin, { module, label, type, options });
      const isMarked = label === 'Diagnosis' || (label === 'Allergies' && module === 'Leads');
      if (isMarked) await markField(org.admin, { module, fieldId: id, encrypt: true });
    }
  }
});

const lead = async (values: Record<string, unknown>, ctx = org.operator) =>
  (await createRecord(ctx, { module: 'Leads', values: { Last_Name: 'Reynolds', ...values } })).id;

const NEW = { how: 'new' } as const;
const NONE = { how: 'none' } as const;

async function convert(leadId: Id, request: Partial<ConvertRequest> = {}, ctx: Context = org.admin) {
  const whole = { leadId, version: 1, account: NEW, contact: NEW, deal: false, values: {}, ...request };
  return convertLead(ctx, whole);
}

const undo = (leadId: Id, conversionId: Id, ctx: Context = org.admin, evenSo = false) =>
  undoConversion(ctx, { leadId, conversionId, evenSo });

const valuesOf = async (module: string, id: Id) => (await getRecord(org.operator, module, id)).record.values;
const revealed = (module: string, recordId: Id, field: string) =>
  reveal(org.operator, { module, recordId, fields: [field], purpose: 'treatment' }).then((values) => values[field]);

const countRecords = async () => {
  const [row] = await ownerSql()<[{ n: number }]>`select count(*)::int as n from records where org_id = ${org.orgId}`;
  return row.n;
};

describe('a lead that is converted', () => {
  test('becomes a contact of its account and a deal of both, by Zoho CRM’s mapping, with the lead’s owner', async () => {
    const id = await lead({
      First_Name: 'Silvana',
      Company: 'Reynolds Care',
      Designation: 'Matron',
      Email: 'silvana@reynolds.example',
      Phone: '+15554443322',
      Zip_Code: '02134',
      No_of_Employees: 12,
      Lead_Source: 'Trade Show',
      Height: 171,
    });
    const deal = { Deal_Name: 'Beds', Stage: 'Qualification', Amount: '1200' };
    const made = await convert(id, { deal: true, values: { Deals: deal } });
    expect(await valuesOf('Accounts', made.accountId ?? '')).toEqual({
      Account_Name: 'Reynolds Care',
      Phone: '+15554443322',
      Employees: 12,
      Billing_Code: '02134',
    });
    expect(await valuesOf('Contacts', made.contactId)).toEqual({
      First_Name: 'Silvana',
      Last_Name: 'Reynolds',
      Title: 'Matron',
      Email: 'silvana@reynolds.example',
      Phone: '+15554443322',
      Mailing_Zip: '02134',
      Lead_Source: 'Trade Show',
      Height: 171,
      Account_Name: made.accountId,
    });
    expect(await valuesOf('Deals', made.dealId ?? '')).toMatchObject({
      Deal_Name: 'Beds',
      Stage: 'Qualification',
      Lead_Source: 'Trade Show',
      Account_Name: made.accountId,
      Contact_Name: made.contactId,
    });
    const { record } = await getRecord(org.operator, 'Contacts', made.contactId);
    expect(record).toMatchObject({
      ownerId: org.operator.actor.id,
      createdBy: org.admin.actor.id,
      source: 'conversion',
    });
  });

  test('leaves one event with ids and names of fields, and one for each record that it made', async () => {
    const id = await lead({
      Company: 'Event Care',
      Designation: 'Nurse',
      Diagnosis: 'Sarcoidosis',
      Allergies: 'Latex and wool',
    });
    const made = await convert(id);
    const event = (await eventsOf(org, 'record.convert')).at(-1);
    expect(event).toMatchObject({ outcome: 'done', module: 'Leads', subjectId: made.conversionId });
    expect(event?.facts).toEqual({
      contact: made.contactId,
      account: made.accountId,
      made: [made.accountId, made.contactId],
      notes: 0,
      attachments: 0,
      conversations: 0,
      stayed: ['Allergies'],
    });
    expect([...(event?.fields ?? [])].sort()).toEqual(['Company', 'Designation', 'Diagnosis', 'Last_Name']);
    const created = (await eventsOf(org, 'record.create')).slice(-2);
    expect(created.map(({ module, subjectId }) => [module, subjectId])).toEqual([
      ['Accounts', made.conversionId],
      ['Contacts', made.conversionId],
    ]);
    await expectNowhereInDatabase(['Sarcoidosis', 'Latex and wool']);
  });

  test('is in no list of the screen any more, opens with what it became, and comes back to the list when that is undone', async () => {
    const id = await lead({ Company: 'Listed Care' });
    const listed = async () => (await listRecords(org.operator, 'Leads', { perPage: 200 })).rows.map((row) => row.id);
    expect(await listed()).toContain(id);
    const made = await convert(id);
    expect(await listed()).not.toContain(id);
    const [conversion] = await conversionsOf(org.operator, { module: 'Leads', recordId: id });
    expect(conversion?.to.map(({ kind, href }) => [kind, href])).toEqual([
      ['Contact', `/m/Contacts/${made.contactId}`],
      ['Account', `/m/Accounts/${made.accountId}`],
    ]);
    for (const [module, recordId] of [
      ['Contacts', made.contactId],
      ['Accounts', made.accountId ?? ''],
    ] as const) {
      expect((await conversionsOf(org.operator, { module, recordId }))[0]?.lead?.href).toBe(`/m/Leads/${id}`);
    }
    await undo(id, made.conversionId);
    expect(await listed()).toContain(id);
    expect(await conversionsOf(org.operator, { module: 'Leads', recordId: id })).toEqual([]);
  });

  test('is converted once: of two people at once one does, the other is told and nothing of theirs is there', async () => {
    const id = await lead({ Company: 'Raced Care' });
    const before = await countRecords();
    const both = await Promise.allSettled([convert(id, {}, org.admin), convert(id, {}, org.operator)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const told = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(told.reason).toMatchObject({ code: 'conflict', reason: 'CONVERTED' });
    expect((await countRecords()) - before).toBe(2);
    await expect(getConversionDraft(org.admin, id)).rejects.toMatchObject({ reason: 'CONVERTED' });
  });

  test('is not converted as somebody else left it meanwhile, and is merged with no other afterwards', async () => {
    const id = await lead({ Company: 'Stale Care' });
    await updateRecord(org.operator, { module: 'Leads', id, values: { City: 'Boston' } });
    await expect(convert(id)).rejects.toMatchObject({ code: 'conflict', reason: 'CONCURRENT' });
    await convert(id, { version: 2 });
    const other = await lead({});
    const merge = { module: 'Leads', keepId: id, otherIds: [other], versions: { [id]: 2, [other]: 1 }, choices: {} };
    await expect(mergeRecords(org.operator, merge)).rejects.toMatchObject({ reason: 'CONVERTED' });
  });

  test('takes along what hangs on it: notes, files and conversations, which go back when it is undone', async () => {
    const id = await lead({ Company: 'Hanging Care' });
    const ofLead = { module: 'Leads', recordId: id };
    await createNote(org.operator, { ...ofLead, body: 'Called about the ward.' });
    await attachFile(org.operator, { ...ofLead, fileName: 'plan.txt', source: Readable.from([Buffer.from('Bed 4')]) });
    await makeAvailable(org.operator);
    const chat = await startChat(await makeVisitor(org));
    await pickUp(org.operator, { conversationId: chat.id });
    await linkRecord(org.operator, { ...ofLead, conversationId: chat.id });
    const hanging = async (ref: { module: string; recordId: Id }) => [
      (await listNotes(org.operator, ref)).notes?.map(({ body }) => body),
      (await listAttachments(org.operator, ref)).length,
      (await conversationsOfRecord(org.operator, ref)).map((one) => one.id),
    ];
    const all = [['Called about the ward.'], 1, [chat.id]];
    const made = await convert(id);
    const ofContact = { module: 'Contacts', recordId: made.contactId };
    expect([await hanging(ofLead), await hanging(ofContact)]).toEqual([[[], 0, []], all]);
    expect((await eventsOf(org, 'record.convert')).at(-1)?.facts).toMatchObject({
      notes: 1,
      attachments: 1,
      conversations: 1,
    });
    await undo(id, made.conversionId);
    expect(await hanging(ofLead)).toEqual(all);
  });

  test('keeps its accounting of disclosures with the contact that it became, also when that was there before', async () => {
    const contact = (await createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'There' } })).id;
    const [first, second] = [await lead({}), await lead({})];
    for (const id of [first, second]) await convert(id, { account: NONE, contact: { how: 'join', id: contact } });
    const ids = await inOrg(org.orgId, (tx) => withMerged(tx, contact));
    expect(ids).toEqual([contact, first, second].sort((a, b) => Number(BigInt(a) - BigInt(b))));
  });
});

describe('notes and files', () => {
  test('leave their module along a conversion only: the database refuses any other move', async () => {
    const id = await lead({});
    await createNote(org.operator, { module: 'Leads', recordId: id, body: 'Stays.' });
    const contact = (await createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'Other' } })).id;
    const moved = ownerSql()`update notes set record_id = ${contact} where record_id = ${id}`;
    await expect(moved).rejects.toMatchObject({ code: 'CL007' });
    await convert(await lead({}), { account: NONE, contact: { how: 'join', id: contact } });
    await expect(ownerSql()`update notes set record_id = ${contact} where record_id = ${id}`).rejects.toMatchObject({
      code: 'CL007',
    });
  });
});

test('notes and files of leads that hold health data stay there where contacts do not, and the draft says so', async () => {
  const world = await makeOrg();
  await setHipaaEnabled(world.admin, { enabled: true });
  await selectModule(world.admin, { module: 'Leads' });
  const id = await lead({}, world.operator);
  const ofLead = { module: 'Leads', recordId: id };
  await createNote(world.operator, { ...ofLead, body: 'Of a health module.' });
  expect((await getConversionDraft(world.operator, id)).papersStay).toBe(true);
  const request = { leadId: id, version: 1, account: NONE, contact: NEW, deal: false, values: {} };
  const { contactId, conversionId } = await convertLead(world.operator, request);
  const notesOf = async (ref: { module: string; recordId: Id }) =>
    (await listNotes(world.operator, ref)).notes?.map(({ body }) => body);
  expect(await notesOf({ module: 'Contacts', recordId: contactId })).toEqual([]);
  expect(await notesOf(ofLead)).toEqual(['Of a health module.']);
  await undoConversion(world.operator, { leadId: id, conversionId, evenSo: false });
  expect(await notesOf(ofLead)).toEqual(['Of a health module.']);
});

test('a note that was rewritten on a contact of a health module does not go back to a lead of none', async () => {
  const world = await makeHealthOrg();
  const id = await lead({}, world.operator);
  const ofLead = { module: 'Leads', recordId: id };
  await createNote(world.operator, { ...ofLead, body: 'Plain.' });
  const { id: noteId } = await createNote(world.operator, { ...ofLead, body: 'Rewritten later.' });
  const request = { leadId: id, version: 1, account: NONE, contact: NEW, deal: false, values: {} };
  const { contactId, conversionId } = await convertLead(world.operator, request);
  const ofContact = { module: 'Contacts', recordId: contactId };
  await updateNote(world.operator, { ...ofContact, noteId, title: '', body: 'Has gout.' });
  const undone = { leadId: id, conversionId, evenSo: false };
  await expect(undoConversion(world.operator, undone)).rejects.toMatchObject({
    reason: 'CHANGED_SINCE',
    message: expect.stringContaining('The contact got 1 rewritten note.'),
  });
  await undoConversion(world.operator, { ...undone, evenSo: true });
  expect((await listNotes(world.admin, ofLead)).notes?.map(({ body }) => body)).toEqual(['Plain.']);
});

describe('a protected value', () => {
  test('goes encrypted into a field that is protected as well, carried by somebody who may not read it, and is found there', async () => {
    const id = await lead({ Diagnosis: 'Hepatic porphyria' });
    const { contactId } = await convert(id, { account: NONE });
    await expect(
      reveal(org.admin, { module: 'Contacts', recordId: contactId, fields: ['Diagnosis'], purpose: 'treatment' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(await revealed('Contacts', contactId, 'Diagnosis')).toBe('Hepatic porphyria');
    const filters = [{ field: 'Diagnosis', operator: 'equals', value: 'hepatic porphyria' }] as const;
    const found = await listRecords(org.operator, 'Contacts', { filters, from: 'memory' });
    expect(found.rows.map((row) => row.id)).toEqual([contactId]);
    await expectNowhereInDatabase(['Hepatic porphyria']);
  });

  test('stays on the lead where the target is not protected, whoever converts, and the draft says so without saying whether it is there', async () => {
    const [held, empty] = [await lead({ Allergies: 'Amoxicillin', Diagnosis: 'Asthma' }), await lead({})];
    const drafts = [await getConversionDraft(org.operator, held), await getConversionDraft(org.operator, empty)];
    for (const draft of drafts) {
      expect(draft.targets.Contacts.unseen).toEqual(['Diagnosis']);
      expect(draft.targets.Contacts.stays).toEqual([
        { label: 'Allergies', why: 'Allergies is not marked as personal health data.' },
      ]);
    }
    expect(JSON.stringify(drafts[0]).replaceAll(held, '')).toBe(JSON.stringify(drafts[1]).replaceAll(empty, ''));
    const { contactId } = await convert(held, { account: NONE }, org.operator);
    expect(await valuesOf('Contacts', contactId)).not.toHaveProperty('Allergies');
    expect(await revealed('Leads', held, 'Allergies')).toBe('Amoxicillin');
    await expectNowhereInDatabase(['Amoxicillin']);
  });

  test('leaves the same event and the same answer whether it is there or not', async () => {
    const facts = [];
    for (const values of [{ Diagnosis: 'Gout' }, {}]) {
      await convert(await lead(values), { account: NONE });
      const [event] = (await eventsOf(org, 'record.convert')).slice(-1);
      const created = (await eventsOf(org, 'record.create')).at(-1);
      facts.push([event?.fields, event?.facts.stayed, [...(created?.fields ?? [])].sort()]);
    }
    expect(facts[0]).toEqual(facts[1]);
  });

  test('that only one record may have stays where the asker may not search for it, and is refused by name where they may', async () => {
    const world = await makeHealthOrg();
    await selectModule(world.admin, { module: 'Leads' });
    for (const module of ['Leads', 'Contacts']) {
      const { id } = await createField(world.admin, { module, label: 'MRN', type: 'single_line', unique: true });
      await markField(world.admin, { module, fieldId: id, encrypt: true });
    }
    await createRecord(world.operator, { module: 'Contacts', values: { Last_Name: 'First', MRN: '4711' } });
    const make = (MRN: string) => lead({ MRN }, world.operator);
    const request = { version: 1, account: NONE, contact: NEW, deal: false, values: {} };
    const taken = await make('4711');
    await expect(convertLead(world.operator, { ...request, leadId: taken })).rejects.toMatchObject({
      reason: 'DUPLICATE_DATA',
      fields: { MRN: expect.any(String) },
    });
    const draft = await getConversionDraft(world.admin, taken);
    expect(draft.targets.Contacts.stays).toEqual([{ label: 'MRN', why: 'MRN is unique, and you may not search it.' }]);
    await convertLead(world.admin, { ...request, leadId: taken });
    expect((await eventsOf(world, 'record.convert')).at(-1)?.facts).toMatchObject({ stayed: ['MRN'] });
  });
});

describe('what does not fit', () => {
  test('is named before anything is written: too long, an option that is gone, a required field without a value', async () => {
    const { id: title } = await createField(org.admin, {
      module: 'Contacts',
      label: 'Short title',
      type: 'single_line',
      options: { maxLength: 5 },
    });
    const { id: needed } = await createField(org.admin, {
      module: 'Accounts',
      label: 'Region',
      type: 'single_line',
      required: true,
    });
    const from = await fieldIdOf(org, 'Leads', 'Designation');
    const usual = await mappingOf(org);
    const pairs = [...usual.pairs, { from, to: title }];
    await saveConversionMapping(org.admin, { version: usual.version, pairs });
    const id = await lead({ Company: 'Fitting Care', Designation: 'Head of nursing', Ward: 'South' });
    const before = await countRecords();
    await expect(convert(id)).rejects.toMatchObject({
      code: 'invalid',
      fields: {
        'Contacts.Short_title': 'At most 5 characters.',
        'Contacts.Ward': expect.any(String),
        'Accounts.Region': 'Region is required.',
      },
    });
    expect(await countRecords()).toBe(before);
    const { targets } = await getConversionDraft(org.admin, id);
    const asked = targets.Contacts.asked.map(({ field, value, error }) => [field.apiName, value, error]);
    expect(asked).toEqual([
      ['Ward', 'South', expect.stringContaining('From Ward: ')],
      ['Short_title', 'Head of nursing', 'From Title: At most 5 characters.'],
    ]);
    expect(targets.Accounts.asked.map(({ field }) => field.apiName)).toEqual(['Region']);
    const values = { Contacts: { Short_title: 'Head', Ward: '' }, Accounts: { Region: 'East' } };
    const made = await convert(id, { values });
    expect(await valuesOf('Contacts', made.contactId)).toMatchObject({ Short_title: 'Head' });
    expect(await valuesOf('Contacts', made.contactId)).not.toHaveProperty('Ward');
    await ownerSql()`update fields set required = false where id = ${needed}`;
    await saveConversionMapping(org.admin, { version: (await mappingOf(org)).version, pairs: null });
  });
});

/** The mapping in force, as the setup page reads it. */
async function mappingOf(of: TestOrg) {
  const { version, targets } = await getConversionMapping(of.admin);
  const pairs = targets.flatMap(({ fields }) => fields.flatMap(({ id, from }) => (from ? [{ from, to: id }] : [])));
  return { version, pairs };
}

describe('duplicates', () => {
  test('an account of the same name and a contact with the same e-mail address are offered, and joined as they are', async () => {
    const account = (
      await createRecord(org.operator, { module: 'Accounts', values: { Account_Name: 'Twin Care', Region: 'East' } })
    ).id;
    const contact = (
      await createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'Twin', Email: 'twin@example.org' } })
    ).id;
    const id = await lead({ Company: 'twin care', Email: 'Twin@example.org', Designation: 'Nurse' });
    await createNote(org.operator, { module: 'Leads', recordId: id, body: 'Of the twin.' });
    const { targets } = await getConversionDraft(org.admin, id);
    expect(targets.Accounts.same.records.map((one) => one.id)).toEqual([account]);
    expect(targets.Contacts.same.records.map((one) => one.id)).toEqual([contact]);
    const before = await countRecords();
    const join = { account: { how: 'join', id: account }, contact: { how: 'join', id: contact } } as const;
    const made = await convert(id, join);
    expect(await countRecords()).toBe(before);
    expect(await valuesOf('Contacts', contact)).toEqual({ Last_Name: 'Twin', Email: 'twin@example.org' });
    expect((await listNotes(org.operator, { module: 'Contacts', recordId: contact })).notes).toHaveLength(1);
    await undo(id, made.conversionId);
    expect((await getRecord(org.operator, 'Contacts', contact)).record.id).toBe(contact);
    expect((await listNotes(org.operator, { module: 'Leads', recordId: id })).notes).toHaveLength(1);
  });

  test('are not looked for by a protected value, of which finding one would tell; and one that may not be seen is not joined', async () => {
    const world = await makeHealthOrg();
    await selectModule(world.admin, { module: 'Leads' });
    for (const module of ['Leads', 'Contacts']) {
      const fieldId = await fieldIdOf(world, module, 'Email');
      await markField(world.admin, { module, fieldId, encrypt: true });
    }
    await createRecord(world.operator, {
      module: 'Contacts',
      values: { Last_Name: 'Hidden', Email: 'hidden@example.org' },
    });
    const id = await lead({ Email: 'hidden@example.org' }, world.operator);
    for (const ctx of [world.operator, world.admin]) {
      const { same } = (await getConversionDraft(ctx, id)).targets.Contacts;
      expect(same).toEqual({ records: [], passed: ['Email'] });
    }
    const foreign = (await createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'Elsewhere' } })).id;
    const request = { leadId: id, version: 1, account: NONE, deal: false, values: {} };
    for (const contact of [foreign, id]) {
      const joined = convertLead(world.operator, { ...request, contact: { how: 'join', id: contact } });
      await expect(joined).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('undoing', () => {
  test('puts what was made into the recycle bin, with its events, and the lead can be converted again', async () => {
    const id = await lead({ Company: 'Undone Care' });
    const made = await convert(id, { values: { Accounts: { Region: 'East' } } });
    await undo(id, made.conversionId);
    for (const [module, recordId] of [
      ['Contacts', made.contactId],
      ['Accounts', made.accountId ?? ''],
    ] as const) {
      await expect(getRecord(org.operator, module, recordId)).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await eventsOf(org, 'record.unconvert')).at(-1)).toMatchObject({ subjectId: made.conversionId });
    const gone = (await eventsOf(org, 'record.delete')).slice(-2);
    expect(gone.map(({ facts }) => facts)).toEqual([{ unconverted: id }, { unconverted: id }]);
    await expect(undo(id, made.conversionId)).rejects.toMatchObject({ code: 'not_found' });
    await convert(id, { account: NONE });
    await restoreRecords(org.operator, { module: 'Contacts', ids: [made.contactId] });
  });

  test('asks first where what was made was used since, says how, and then leaves what hangs elsewhere where it is', async () => {
    const id = await lead({ Company: 'Used Care' });
    const made = await convert(id, { values: { Accounts: { Region: 'East' } } });
    await updateRecord(org.operator, { module: 'Contacts', id: made.contactId, values: { Title: 'Dr' } });
    await createNote(org.operator, { module: 'Accounts', recordId: made.accountId ?? '', body: 'New.' });
    const task = { Subject: 'Call', Who_Id: made.contactId };
    await createRecord(org.operator, { module: 'Tasks', values: task });
    await expect(undo(id, made.conversionId)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'CHANGED_SINCE',
      message:
        'What the conversion made was used since, and would go to the recycle bin as it is now. The account got 1 note. The contact was changed, and is pointed to by another record.',
    });
    expect((await getRecord(org.operator, 'Contacts', made.contactId)).record.id).toBe(made.contactId);
    await undo(id, made.conversionId, org.admin, true);
    await expect(getRecord(org.operator, 'Contacts', made.contactId)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is over after a day, and waits for the lead to be restored', async () => {
    const id = await lead({});
    const { conversionId } = await convert(id, { account: NONE });
    await deleteRecords(org.operator, { module: 'Leads', ids: [id] });
    await expect(undo(id, conversionId)).rejects.toMatchObject({ code: 'conflict' });
    await restoreRecords(org.operator, { module: 'Leads', ids: [id] });
    await ownerSql()`update conversions set converted_at = converted_at - interval '24 hours 1 minute' where id = ${conversionId}`;
    expect((await conversionsOf(org.admin, { module: 'Leads', recordId: id }))[0]?.undoUntil).toBeNull();
    await expect(undo(id, conversionId)).rejects.toMatchObject({ code: 'conflict', reason: 'TIME_OVER' });
  });

  test('is refused after a merge of what was made, and to others without the right to delete it', async () => {
    const id = await lead({});
    const made = await convert(id, { account: NONE });
    const noDelete: Context = {
      ...org.operator,
      rights: { ...org.operator.rights, modules: { Contacts: ['view', 'create', 'edit'] } },
    };
    await expect(undo(id, made.conversionId, noDelete)).rejects.toMatchObject({ code: 'forbidden' });
    const other = (await createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'Kept' } })).id;
    const versions = { [other]: 1, [made.contactId]: 1 };
    const ids = { module: 'Contacts', keepId: other, otherIds: [made.contactId] };
    await mergeRecords(org.operator, { ...ids, versions, choices: {} });
    await expect(undo(id, made.conversionId)).rejects.toMatchObject({ code: 'conflict' });
    const own = await lead({});
    const theirs = await convert(own, { account: NONE }, noDelete);
    await undo(own, theirs.conversionId, noDelete);
  });
});

test('is refused without the right to create contacts, accounts or deals, to an officer and across organisations', async () => {
  const id = await lead({ Company: 'Refused Care' });
  const without = (module: string): Context => ({
    ...org.operator,
    rights: { ...org.operator.rights, modules: { [module]: ['view', 'edit'] } },
  });
  for (const module of ['Contacts', 'Accounts', 'Deals']) {
    await expect(convert(id, { deal: true, values: DEAL }, without(module))).rejects.toMatchObject({
      code: 'forbidden',
    });
  }
  await expect(convert(id, {}, org.officer)).rejects.toMatchObject({ code: 'forbidden' });
  expect((await eventsOf(org, 'record.convert')).at(-1)).toMatchObject({ outcome: 'refused' });
  const other = await makeOrg();
  await expect(convert(id, {}, other.admin)).rejects.toMatchObject({ code: 'not_found' });
  await expect(getConversionDraft(other.admin, id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(getConversionDraft(without('Contacts'), id)).rejects.toMatchObject({ code: 'forbidden' });
});

const DEAL = { Deals: { Deal_Name: 'Beds', Stage: 'Qualification' }, Accounts: { Region: 'East' } };

test('what a profile hides or does not let one write stays on the lead, and is not named where it is hidden', async () => {
  const hidden = await fieldIdOf(org, 'Leads', 'Height');
  const onlyRead = await fieldIdOf(org, 'Contacts', 'Title');
  const fields = { [hidden]: 'hidden', [onlyRead]: 'read' } as const;
  const narrow: Context = { ...org.operator, rights: { ...org.operator.rights, fields } };
  const id = await lead({ Height: 180, Designation: 'Nurse', City: 'Boston' });
  const draft = JSON.stringify(await getConversionDraft(narrow, id));
  expect(draft).not.toContain('Height');
  const { contactId } = await convert(id, { account: NONE }, narrow);
  expect(await valuesOf('Contacts', contactId)).toEqual({ Last_Name: 'Reynolds', Mailing_City: 'Boston' });
});
