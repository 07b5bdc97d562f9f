import { Fhir } from 'fhir';
import { expect, test } from 'vitest';
import { Balp, isBalpThere } from '@/lib/tools/testing/forms/balp';
import { entriesOfEveryAct } from '@/lib/tools/testing/forms/entries';
import { auditEventOf } from './fhir';

const product = { version: '1.2.3', host: 'crm.example.org' };
const entries = entriesOfEveryAct(['Contacts', 'Leads', 'Accounts', null]);
const events = entries.map((entry) => auditEventOf(entry, product));
const profileOf = (event: (typeof events)[number]) => (event.meta as { profile: string[] } | undefined)?.profile[0];

test('the AuditEvent of every act is valid FHIR R4', () => {
  const fhir = new Fhir();
  const faults = events.flatMap((event, n) => {
    const { valid, messages } = fhir.validate(event, { errorOnUnexpected: true });
    const told = messages.filter(({ severity }) => severity === 'error' || severity === 'fatal');
    return valid && told.length === 0 ? [] : [`${entries[n]?.action}: ${JSON.stringify(told)}`];
  });
  expect(faults).toEqual([]);
  const { recorded: _, ...without } = events[0] as Record<string, unknown>;
  expect(fhir.validate(without).valid).toBe(false);
  expect(fhir.validate({ ...events[0], nothing: 1 }, { errorOnUnexpected: true }).valid).toBe(false);
});

test.skipIf(!isBalpThere)('what was done follows the profile of IHE BALP that it names', () => {
  const balp = new Balp();
  const profiled = events.filter((event) => profileOf(event));
  expect(profiled.flatMap((event) => balp.faults(event))).toEqual([]);
  expect(new Set(profiled.map((event) => profileOf(event)?.split('IHE.BasicAudit.')[1]))).toEqual(
    new Set([
      ...['Read', 'Query', 'Create', 'Update', 'Delete'].flatMap((name) => [name, `Patient${name}`]),
      'PrivacyDisclosure.Source',
    ]),
  );
  expect(balp.rules).toBeGreaterThan(250);
});

test.skipIf(!isBalpThere)('the check of the profiles sees what is wrong', () => {
  const balp = new Balp();
  const read = events.find((event) => profileOf(event)?.endsWith('.PatientRead')) as Record<string, unknown>;
  const agents = read.agent as Record<string, unknown>[];
  const entities = read.entity as { type: { code: string } }[];
  const broken = [
    { ...read, outcome: '4' },
    { ...read, action: 'U' },
    { ...read, subtype: [] },
    { ...read, agent: agents.slice(1) },
    { ...read, agent: agents.map((agent) => ({ ...agent, network: undefined })) },
    { ...read, agent: agents.map((agent) => ({ ...agent, media: { code: 'x' } })) },
    { ...read, entity: entities.filter(({ type }) => type.code !== '1') },
    { ...read, entity: entities.map((entity) => ({ ...entity, what: { reference: 'Group/1' } })) },
  ];
  for (const event of broken) expect(balp.faults(event), JSON.stringify(event)).not.toEqual([]);
});

test('a refused act names no profile of success, and nothing of what is sealed leaves', () => {
  for (const [n, event] of events.entries()) {
    if (entries[n]?.outcome === 'refused') expect([profileOf(event), event.outcome]).toEqual([undefined, '4']);
    expect(JSON.stringify(event)).not.toContain(Buffer.from('sealed').toString('base64'));
  }
});
