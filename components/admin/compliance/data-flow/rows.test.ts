import { expect, test } from 'vitest';
import { dataFlow } from '@/lib/admin/settings/compliance/data-flow';
import type { ScannerFlow } from '@/lib/admin/settings/compliance/scanner-flow';
import type { ConnectionDto } from '@/lib/apps/connections/queries';
import type { ComplianceSettings } from '@/lib/protection/compliance/doors';
import { flowRows as rowsWith } from './rows';

const NO_SCANNER: ScannerFlow = {
  ...{ place: { is: 'none' }, agreement: null, closed: false, files: 0, capped: false, lastAt: null },
};
const flowRows = (flow: Parameters<typeof rowsWith>[0], apps: readonly ConnectionDto[], scanner = NO_SCANNER) =>
  rowsWith(flow, apps, scanner);

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
    ...['Screen', 'API', 'Export', 'Zoho apps', 'Desk', 'Third party apps', 'Lab', 'Visitors', 'File scanner'],
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
      stillThere: [
        { ...about, atLeast: false, removal: 'kept' },
        { ...about, records: 10_000, atLeast: true, removal: 'emptied' },
      ],
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
      'It got Email of 1,200 Contacts before, and may not have it any more: it keeps what it got.',
      'It got Email of at least 10,000 Contacts before, and may not have it any more: it is emptied there.',
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

test('the file scanner has a row: where it stands, what it sees, under which agreement, and what when there is none', () => {
  const scannerRow = (about: Partial<ScannerFlow>) => flowRows(doors(), [], { ...NO_SCANNER, ...about }).at(-1);
  expect(scannerRow({})).toMatchObject({ look: 'resting', connected: 'None is set up.', agreement: 'not asked' });
  const own = { place: { is: 'own', address: '/run/clamd.sock' }, files: 3, lastAt: '2026-11-30T08:00:00Z' } as const;
  expect(scannerRow(own)).toMatchObject({
    ...{ look: 'whole', inWords: 'Whole, in your own network', agreement: 'not asked', times: 3, notSent: [] },
    ...{ connected: '/run/clamd.sock, in your own network.', timesInWords: '3 files scanned in 30 days' },
  });
  const outside = { place: { is: 'outside', address: 'scan.example:3310' } } as const;
  expect(scannerRow({ ...outside, closed: true })).toMatchObject({
    ...{ look: 'closed', sent: 'None', withheld: 'Every file', agreement: null },
    notSent: ['All: it is outside, and no agreement in force covers it.'],
  });
  const agreement = { id: '9', party: 'Scan Ltd', endsOn: '2027-01-31' };
  expect(scannerRow({ ...outside, agreement })).toMatchObject({ look: 'whole', withheld: 'None', agreement });
  const nowhere = { place: { is: 'nowhere', address: 'gone.example:3310' } } as const;
  expect(scannerRow(nowhere)).toMatchObject({ look: 'resting', sent: 'None' });
});
