import { expect, test } from 'vitest';
import { dataFlow } from '@/lib/admin/settings/compliance/data-flow';
import type { ConnectionDto } from '@/lib/apps/connections/queries';
import type { ComplianceSettings } from '@/lib/protection/compliance/doors';
import { flowRows } from './rows';

const OPEN: ComplianceSettings = {
  hipaaEnabled: true,
  restrictApi: false,
  restrictExport: false,
  restrictZohoApps: false,
  restrictThirdParty: false,
};
const doors = (settings: Partial<ComplianceSettings> = {}) =>
  dataFlow(
    { ...OPEN, ...settings },
    {
      apiClients: 2,
      sites: [{ site: 'https://clinic.example', lastSeenAt: '2026-11-29T10:00:00Z' }],
      use: {
        api: { times: 1200, lastAt: '2026-11-30T08:00:00Z' },
        export: { times: 0, lastAt: null },
        visitor: { times: 7, lastAt: '2026-11-30T09:00:00Z' },
      },
      markedIn: ['Contacts', 'Leads'],
    },
  );
const field = (label: string, about: object = {}) => ({
  label,
  marked: false,
  withheld: false,
  needed: false,
  ...about,
});
const app = (about: Partial<ConnectionDto> & { transfer?: string; fields?: object[] } = {}): ConnectionDto =>
  ({
    id: '7',
    name: 'Desk',
    label: 'Zoho Desk',
    kind: 'zoho_app',
    state: 'active',
    agreement: null,
    lastSentAt: null,
    counts: { waiting: 0, sent: 3, sentWithout: 1, notSent: 0, failed: 0 },
    stillThere: [],
    flows: [
      {
        plural: 'Contacts',
        acts: ['create'],
        transfer: about.transfer ?? 'whole',
        fields: about.fields ?? [field('Name')],
      },
    ],
    ...about,
  }) as unknown as ConnectionDto;
const rowOf = (name: string, rows: ReturnType<typeof flowRows>) => rows.find((row) => row.name === name);

test('there is a row for each door in its order, and behind each door of apps one for each that is connected there', () => {
  const rows = flowRows(doors(), [app(), app({ id: '8', name: 'Lab', kind: 'third_party' })]);
  expect(rows.map(({ name }) => name)).toEqual([
    ...['Screen', 'API', 'Export', 'Zoho apps', 'Desk', 'Third party apps', 'Lab', 'Visitors'],
  ]);
  expect(rowOf('Zoho apps', rows)?.connected).toBe('1 app connected, below.');
  expect(rowOf('API', rows)).toMatchObject({ connected: '2 API clients.', timesInWords: '1,200 calls in 30 days' });
  expect(rowOf('Visitors', rows)).toMatchObject({
    connected: '1 website may hold the chat widget; last seen on https://clinic.example (2026-11-29).',
    sent: 'A visitor’s own conversation',
    look: 'closed',
    times: 7,
  });
  expect(rowOf('Desk', rows)).toMatchObject({ look: 'whole', times: 4, sent: 'Name', withheld: 'None', notSent: [] });
});

test('a closed door says so, and names the modules whose marked fields it keeps', () => {
  const rows = flowRows(doors({ restrictApi: true, restrictZohoApps: true }), []);
  expect(rowOf('API', rows)).toMatchObject({ look: 'closed', withheld: 'The marked fields of Contacts, Leads' });
  expect(rowOf('Zoho apps', rows)).toMatchObject({ look: 'closed', connected: 'No app is connected.' });
  expect(rowOf('Third party apps', rows)?.look).toBe('resting');
});

test('an app that cannot do without a withheld field is closed, and says why, what it was denied and what it has already', () => {
  const email = field('Email', { marked: true, withheld: true, needed: true });
  const about = { records: 1200, fields: ['Email'], module: 'Contacts', plural: 'Contacts' };
  const [, , , , desk] = flowRows(doors(), [
    app({
      transfer: 'not_sent',
      fields: [field('Name'), email],
      counts: { waiting: 0, sent: 0, sentWithout: 0, notSent: 2, failed: 0, capped: false },
      stillThere: [{ ...about, removal: 'kept' }],
    }),
  ]);
  expect(desk).toMatchObject({
    look: 'closed',
    sent: 'None',
    withheld: 'Email',
    agreement: null,
    notSent: [
      'Contacts: it cannot do without Email.',
      '2 changes not sent in 30 days.',
      'It got Email of 1,200 Contacts before, and may not any more: it keeps what it got.',
    ],
  });
});

test('one that only sends records here is sent nothing, and one that does both goes both ways; a paused one says so', () => {
  const inward = { plural: 'Leads', acts: ['receive'], transfer: 'whole', fields: [field('Name')] };
  const [, , , , only] = flowRows(doors(), [app({ flows: [inward] as never })]);
  expect(only).toMatchObject({ direction: 'In', look: 'resting', sent: 'None', notSent: [] });
  const both = { ...inward, acts: ['create', 'receive'] };
  const [, , , , paused] = flowRows(doors(), [app({ flows: [both] as never, state: 'paused' })]);
  expect(paused).toMatchObject({ direction: 'Out and in', look: 'resting', notSent: ['All, while it is paused.'] });
});
