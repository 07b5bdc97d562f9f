import { beforeAll, describe, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { createRecord } from '@/lib/crm/records/create';
import { listTimeline } from '@/lib/crm/records/timeline';
import { updateRecord } from '@/lib/crm/records/update';
import type { Context } from '@/lib/platform/context';
import { callApi } from '@/lib/tools/testing/api-call';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { restClient } from '@/lib/tools/testing/rest';
import { timelineEndpoints } from './timeline';

const OLD_PHONE = '999-46-1590';
const OLD_CITY = 'Springfield Hollow';
const [timeline] = timelineEndpoints as [(typeof timelineEndpoints)[0]];
let org: TestOrg;
let id: string;

const ask = (ctx: Context, query: Record<string, string> = {}, module = 'Contacts') =>
  callApi(ctx, timeline, { params: { module, id }, query });

async function setRestriction(restricted: boolean): Promise<void> {
  await asOwner(org.orgId, (tx) => tx.sql`update compliance_settings set restrict_api = ${restricted}`);
}

beforeAll(async () => {
  org = await makeOrg();
  const values = { Last_Name: 'Doe', Phone: OLD_PHONE, Mailing_City: OLD_CITY };
  id = (await createRecord(org.operator, { module: 'Contacts', values })).id;
  const changed = { Last_Name: 'Roe', Phone: '555-0100', Mailing_City: 'Shelbyville' };
  await updateRecord(org.operator, { module: 'Contacts', id, values: changed });
  // Marked and sealed after they were changed in the clear.
  await asOwner(org.orgId, async (tx) => {
    await tx.sql`update compliance_settings set hipaa_enabled = true`;
    await tx.sql`update modules set hipaa = true where api_name = 'Contacts'`;
    await tx.sql`update fields set marked = api_name = 'Phone', sealed = true, index_slot = null
      where api_name in ('Phone', 'Mailing_City') and module_id = (select id from modules where api_name = 'Contacts')`;
  });
});

describe('the timeline', () => {
  test('tells who changed which field, in the shape of Zoho CRM, without a word of a restricted one', async () => {
    await setRestriction(true);
    const { body } = await ask(org.operator);
    expect(body.__timeline).toMatchObject([
      { action: 'updated', done_by: { name: 'Olga Operator', id: org.operator.actor.id }, type: 'timeline' },
      { action: 'added', field_history: null },
    ]);
    const history = body.__timeline[0].field_history;
    expect(history).toContainEqual({
      api_name: 'Last_Name',
      field_label: 'Last Name',
      data_type: 'text',
      _value: { old: 'Doe', new: 'Roe' },
    });
    expect(history.map((change: { api_name: string }) => change.api_name).sort()).toEqual([
      'Last_Name',
      'Mailing_City',
    ]);
    expect(JSON.stringify(body)).not.toContain('Phone');
    expect(body.info).toMatchObject({ count: 2, page: 1, per_page: 25, more_records: false });
  });

  test('gives no value of a marked or sealed field through an open door either', async () => {
    await setRestriction(false);
    const { body } = await ask(org.operator);
    const history = body.__timeline[0].field_history;
    expect(history.map((change: { api_name: string }) => change.api_name)).toContain('Phone');
    for (const name of ['Phone', 'Mailing_City']) {
      const change = history.find((one: { api_name: string }) => one.api_name === name);
      expect(Object.keys(change)).not.toContain('_value');
    }
    expect(JSON.stringify(body)).not.toContain(OLD_CITY);
    expect(JSON.stringify((await ask(org.admin)).body)).not.toContain('Phone');
  });

  test('has no values of a field that was sealed since on the screen', async () => {
    const shown = JSON.stringify(await listTimeline(org.operator, { module: 'Contacts', recordId: id }));
    expect(shown).not.toContain(OLD_CITY);
    expect(shown).not.toContain(OLD_PHONE);
    expect(shown).toContain('Mailing_City');
  });

  test('names people and looked-up records as records do, and says what a program did', async () => {
    const { id: fieldId } = await createField(org.admin, {
      module: 'Contacts',
      label: 'Care Team',
      type: 'multi_user',
    });
    expect(fieldId).toBeTruthy();
    const account = await createRecord(org.operator, { module: 'Accounts', values: { Account_Name: 'Clinic' } });
    const own = await createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'Named' } });
    const [olga, ada] = [org.operator.actor.id, org.admin.actor.id];
    const first = { Care_Team: [olga], Account_Name: account.id };
    await updateRecord(org.operator, { module: 'Contacts', id: own.id, values: first });
    const rest = await restClient(org, org.operator);
    await rest('PUT', `/crm/v8/Contacts/${own.id}`, { data: [{ Care_Team: [ada, olga] }] });
    const { body } = await rest('GET', `/crm/v8/Contacts/${own.id}/__timeline`);
    const read = await rest('GET', `/crm/v8/Contacts/${own.id}?fields=Care_Team,Account_Name`);
    const [byProgram, byPerson, added] = body.__timeline;
    expect([byProgram.source, byPerson.source, added.source]).toEqual(['crm_api', 'crm_ui', 'crm_ui']);
    const olgaNamed = { id: olga, name: 'Olga Operator', email: expect.stringContaining('@') };
    expect(byProgram.field_history).toMatchObject([
      { api_name: 'Care_Team', _value: { old: [olgaNamed], new: read.body.data[0].Care_Team } },
    ]);
    expect(byPerson.field_history).toContainEqual(
      expect.objectContaining({
        api_name: 'Account_Name',
        _value: { old: null, new: { name: 'Clinic', id: account.id } },
      }),
    );
  });

  test('is read page by page', async () => {
    const first = await ask(org.operator, { per_page: '1' });
    expect(first.body.info).toMatchObject({ more_records: true, next_page_token: expect.any(String) });
    const second = await ask(org.operator, { per_page: '1', page_token: first.body.info.next_page_token });
    expect(second.body.__timeline).toMatchObject([{ action: 'added' }]);
    expect((await ask(org.operator, { per_page: '1', page: '2' })).body.__timeline).toMatchObject([
      { action: 'added' },
    ]);
    expect((await ask(org.operator, { page: '3' })).status).toBe(204);
    expect((await ask(org.operator, { page: '200' })).body.code).toBe('DISCRETE_PAGINATION_LIMIT_EXCEEDED');
  });

  test('is refused without the right, and is nothing to another org', async () => {
    expect((await ask(org.officer)).body.code).toBe('NO_PERMISSION');
    expect((await eventsOf(org.orgId, 'record.view')).at(-1)).toMatchObject({ outcome: 'refused' });
    expect((await ask((await makeOrg()).operator)).status).toBe(404);
    expect((await ask(org.operator, {}, 'Nothing')).body.code).toBe('INVALID_MODULE');
    expect((await ask(org.operator, { page_token: 'x' })).body.details).toMatchObject({ param_name: 'page_token' });
    expect((await ask(org.operator, { per_page: '0' })).body.details).toMatchObject({ param_name: 'per_page' });
  });
});
