import { expect, test } from 'vitest';
import { entriesOfEveryAct } from '@/lib/tools/testing/forms/entries';
import { isOcsfThere, OcsfSchema } from '@/lib/tools/testing/forms/ocsf-schema';
import { ocsfOf } from './ocsf';

const product = { version: '1.2.3', host: 'crm.example.org' };
const entries = entriesOfEveryAct();

test.skipIf(!isOcsfThere)('the event of every act follows the schema of OCSF', () => {
  const schema = new OcsfSchema();
  const faults = entries.flatMap((entry, n) => {
    const event = ocsfOf(entry, product, n % 3 === 0 ? n : undefined);
    expect((event.metadata as { version: string }).version).toBe(schema.version);
    return schema.faults(event).map((fault) => `${entry.action}: ${fault}`);
  });
  expect(faults).toEqual([]);
  expect(entries.length).toBeGreaterThan(900);
});

test.skipIf(!isOcsfThere)('the check of the schema sees what is wrong', () => {
  const schema = new OcsfSchema();
  const [entry] = entries;
  const event = ocsfOf(entry as (typeof entries)[number], product);
  const { time: _, ...without } = event;
  expect(schema.faults(without)).toEqual(['time is missing']);
  expect(schema.faults({ ...event, severity_id: 7 })).toEqual(['severity_id: 7 is not in its list']);
  expect(schema.faults({ ...event, nothing: 1 })).toEqual(['nothing is not known']);
  expect(schema.faults({ ...event, src_endpoint: { ip: 'elsewhere' } })).toEqual(['src_endpoint: ip: is no ip_t']);
  expect(schema.faults({ ...event, type_uid: 1 })).toEqual(['type_uid']);
});

test('an event says who, what, to what and how it ended, and of what is sealed only that it is there', () => {
  const entry = entries.find(
    ({ action, outcome, module }) => action === 'record.reveal' && outcome === 'done' && module,
  );
  const event = ocsfOf({ ...(entry as (typeof entries)[number]), sealedDetail: Buffer.from('abcd') }, product, 12);
  expect(event).toMatchObject({
    class_name: 'API Activity',
    activity_name: 'Read',
    status: 'Success',
    message: 'Revealed personal health data',
    actor: { user: { name: 'Olga Operator' } },
    api: { operation: 'record.reveal' },
    metadata: { sequence: 12, log_name: 'careledger/7', product: { version: '1.2.3' } },
    unmapped: { sealed_detail: true, leaf_hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
  expect(JSON.stringify(event)).not.toContain(Buffer.from('abcd').toString('base64'));
  const failed = ocsfOf({ ...(entry as (typeof entries)[number]), action: 'user.sign_in_failed' }, product);
  expect(failed).toMatchObject({ class_name: 'Authentication', activity_name: 'Logon', status: 'Failure' });
  const rights = ocsfOf({ ...(entry as (typeof entries)[number]), action: 'profile.update' }, product);
  expect(rights).toMatchObject({ class_name: 'Entity Management', activity_name: 'Update' });
});
