/** Every connector against a strict fake of its app: what it writes is taken, and what the app answers is understood. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STANDARD_MODULES } from '@/lib/crm/modules/standard/all';
import { type FakeServer, startFake } from '../testing/fake-server';
import { type AppFake, FAKES, hasFake } from '../testing/fakes/registry';
import { speak } from '../testing/speak';
import type { AppAnswer, AppModule, AppRequest, Connector, Outbound, OutboundValue, RemoteField } from './connector';
import { empties, someRecord } from './empties';
import { refusalOf } from './refusal';
import { CONNECTORS, connectorOf, findConnector, moduleOf } from './registry';
import { given, lacking, textOf } from './values';

type Values = Record<string, OutboundValue>;

const AT = '2026-11-30T06:00:00.000Z';

/** What a person might have entered, in the form that the app asks for. */
function sampleOf({ name, from = '' }: RemoteField): OutboundValue {
  if (from === 'Email_Opt_Out') return true;
  if (/email/i.test(name) || /Email/.test(from)) return 'ann.o-neil@example.org';
  if (/phone|mobile|fax/i.test(`${name} ${from}`)) return '+1 555 010 0100';
  if (/web|site|domain/i.test(name)) return 'https://example.org/';
  if (/zip|code/i.test(name)) return '53113';
  if (/Employees|Revenue/.test(from)) return 12;
  if (from === 'Priority') return 'High';
  return 'Åsa <O\'Neil> & "Söhne"';
}

/** A text of exactly so many characters, of the same form. */
function grown(field: RemoteField): OutboundValue {
  const sample = textOf(sampleOf(field));
  const room = (field.longest ?? 0) - sample.length;
  if (room < 0) return sample.slice(0, field.longest);
  if (sample.includes('@')) return `${'a'.repeat(room)}${sample}`;
  return sample + (sample.startsWith('+') || sample === '53113' ? '1' : 'ö').repeat(room);
}

const FREE: Values = {
  Last_Name: 'Nguyễn',
  Note: 'Tom & <Jerry>',
  Count: 3,
  Paid: true,
  Account_Name: { id: '1', name: 'Clinic' },
  Fax: null,
};

const fullOf = ({ anyField, fields }: AppModule): Values =>
  anyField ? FREE : Object.fromEntries(fields.map((field) => [field.name, sampleOf(field)]));

const minimalOf = ({ fields }: AppModule): Values =>
  Object.fromEntries(fields.filter(({ needed }) => needed).map((field) => [field.name, sampleOf(field)]));

const longOf = ({ fields }: AppModule): Values =>
  Object.fromEntries(
    fields.filter(({ longest, from }) => longest && from !== 'Priority').map((field) => [field.name, grown(field)]),
  );

const modulesOf = (connector: Connector): [string, AppModule][] => [
  ...Object.entries(connector.modules),
  ...(connector.everyModule ? [['Patients', connector.everyModule] as [string, AppModule]] : []),
];

describe.each(CONNECTORS.map((one) => [one.label, one] as const))('%s', (_label, connector) => {
  const fake = FAKES[connector.key] as AppFake;
  let server: FakeServer;
  let count = 0;
  const runs = test.skipIf(!hasFake(connector.key));

  beforeAll(async () => {
    if (hasFake(connector.key)) server = await startFake(fake.make());
  });
  afterAll(() => server?.close());

  const send = (request: AppRequest, key = 'test'): Promise<AppAnswer> =>
    speak(request, {
      connector,
      key,
      address: server.address + (fake.base ?? ''),
      credentials: fake.credentials,
      accessToken: fake.accessToken,
    });

  const outbound = (module: string, values: Values): Outbound => {
    count += 1;
    return {
      values,
      settings: fake.settings,
      key: `delivery-${count}`,
      recordId: String(7000 + count),
      module,
      at: AT,
    };
  };

  /** Another person each time: some apps keep one of a name. */
  const another = (module: string, app: AppModule, values: Values): Outbound =>
    outbound(
      module,
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => {
          const field = app.fields.find((one) => one.name === name);
          return [
            name,
            field?.needed && typeof value === 'string' ? `${count}${value}`.slice(0, field.longest) : value,
          ];
        }),
      ),
    );

  const taken = async (request: AppRequest, key: string): Promise<AppAnswer> => {
    const answer = await send(request, key);
    expect({ request, json: answer.json, refusal: refusalOf(connector, answer) }).toMatchObject({ refusal: null });
    return answer;
  };

  runs('its test request is answered well', async () => {
    await taken(connector.test({ settings: fake.settings }), 'connection-test');
  });

  runs('a record is created, changed and removed, with all values and with the fewest', async () => {
    for (const [module, app] of modulesOf(connector)) {
      for (const values of [fullOf(app), minimalOf(app), { ...minimalOf(app), ...longOf(app) }]) {
        const record = another(module, app, values);
        const remoteId = app.remoteId(await taken(app.create(record), record.key));
        await taken(app.change({ ...record, key: `${record.key}-c`, remoteId }), `${record.key}-c`);
        const emptied = Object.fromEntries(
          Object.keys(values).map((name) => [
            name,
            name in minimalOf(app) ? (record.values[name] as OutboundValue) : null,
          ]),
        );
        await taken(app.change({ ...record, values: emptied, key: `${record.key}-e`, remoteId }), `${record.key}-e`);
        const removal = app.remove?.({ ...record, key: `${record.key}-r`, remoteId });
        if (removal) await taken(removal, `${record.key}-r`);
      }
    }
  });

  runs('a repeat is the same request with the same key, and taken as done', async () => {
    for (const [module, app] of modulesOf(connector)) {
      const record = another(module, app, fullOf(app));
      const first = await taken(app.create(record), record.key);
      const again = await send(app.create(record), record.key);
      expect(server.requests.at(-1)?.body).toBe(server.requests.at(-2)?.body);
      if (refusalOf(connector, again)) expect(['', app.remoteId(first)]).toContain(app.alreadyThere?.(again));
      else expect(typeof app.remoteId(again)).toBe(typeof app.remoteId(first));
    }
  });

  runs('what the API requires is refused when it is missing, by a code of its own, for good', async () => {
    for (const [module, groups] of Object.entries(fake.required)) {
      const app = moduleOf(connector, module) as AppModule;
      for (const names of groups) {
        const rest = Object.fromEntries(Object.entries(fullOf(app)).filter(([name]) => !names.includes(name)));
        expect(lacking(app, rest).some((name) => names.includes(name))).toBe(true);
        const answer = await send(app.create(outbound(module, rest)), `lacking-${module}-${names[0]}`);
        expect([names, refusalOf(connector, answer)]).toEqual([names, { retry: false, code: fake.refusal }]);
      }
    }
  });

  runs('a wrong credential is a refusal for good, a busy or ill app one that passes', async () => {
    const request = connector.test({ settings: fake.settings });
    const wrong = Object.fromEntries(
      Object.entries(fake.credentials).map(([name]) => [name, `whsec_${'A'.repeat(40)}`]),
    );
    const stranger = await speak(request, {
      connector,
      key: 'k',
      address: server.address + (fake.base ?? ''),
      credentials: wrong,
      accessToken: fake.accessToken && 'expired',
    });
    expect(refusalOf(connector, stranger)).toMatchObject({
      retry: false,
      code: expect.stringMatching(/^[A-Za-z0-9_.-]+$/),
    });
    for (const status of [429, 500, 503]) {
      server.failNext(1, { status, headers: { 'retry-after': '3' } });
      expect(refusalOf(connector, await send(request))).toMatchObject({ retry: true });
    }
  });

  test('what it cannot do without has a field of the CRM by default, and each default is one', () => {
    for (const [module, { fields }] of Object.entries(connector.modules)) {
      const known = STANDARD_MODULES.find(({ apiName }) => apiName === module)?.sections.flatMap((section) =>
        section.fields.map(({ apiName }) => apiName),
      );
      for (const { name, needed, from } of fields) {
        if (needed) expect([module, name, from]).toEqual([module, name, expect.any(String)]);
        if (from !== undefined) expect(known, `${module} ${name}`).toContain(from);
      }
      expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
    }
  });

  test('it asks for what is secret as secret, and never puts it into an address', () => {
    const { auth } = connector;
    expect(auth.asked.some(({ secret }) => secret)).toBe(true);
    expect(connector.settings.some(({ secret }) => secret)).toBe(false);
    for (const address of connector.addresses) expect(address).toMatch(/^https:\/\/[a-z0-9.-]+(\/[\w./-]*[\w-])?$/);
    if (auth.kind === 'oauth') expect(auth.tokenAddresses.length).toBeGreaterThan(0);
  });
});

test('an app is found by its key, and an unknown one is said to be not there', () => {
  expect(new Set(CONNECTORS.map(({ key }) => key)).size).toBe(CONNECTORS.length);
  expect(Object.keys(FAKES).sort()).toEqual(CONNECTORS.map(({ key }) => key).sort());
  expect(findConnector('nobody')).toBeUndefined();
  expect(findConnector('constructor')).toBeUndefined();
  expect(() => connectorOf('nobody')).toThrow(expect.objectContaining({ code: 'not_found' }));
  expect(moduleOf({ modules: {} }, 'toString')).toBeUndefined();
});

test('a field that a change empties in the app is known by the requests, and where it stays it is known that it does', () => {
  const stays = CONNECTORS.flatMap((connector) =>
    modulesOf(connector).flatMap(([module, app]) => {
      const others = app.fields.filter(({ needed }) => !needed);
      const places = app.anyField
        ? [{ to: 'Any', remote: undefined }]
        : others.map((remote) => ({ to: remote.name, remote }));
      const kept = places.filter((place) => !empties(app, someRecord(app), place)).map(({ to }) => to);
      return kept.length > 0
        ? [`${connector.key} ${module}: ${kept.length === places.length ? 'all' : kept.join(', ')}`]
        : [];
    }),
  );
  const address = 'opt_out, ADDRESS.addr1, ADDRESS.city, ADDRESS.state, ADDRESS.zip';
  expect(stays).toEqual([
    'campaigns Contacts: all',
    'campaigns Leads: all',
    'cliq Patients: all',
    'zendesk Contacts: email',
    'zendesk Leads: email',
    'zendesk Cases: all',
    `mailchimp Contacts: ${address}`,
    `mailchimp Leads: ${address}`,
  ]);
  // Without the app's own id it would be told of another record.
  for (const key of ['desk', 'hubspot', 'finance', 'recruit', 'slack']) {
    const app = moduleOf(connectorOf(key), 'Contacts') as AppModule;
    const to = app.fields.find(({ needed }) => !needed)?.name ?? 'Any';
    expect([key, empties(app, { ...someRecord(app), remoteId: null }, { to, remote: undefined })]).toEqual([
      key,
      false,
    ]);
  }
});

/** Files that speak of apps but are not of a connector. */
const others = (): string[] =>
  ['lib/apps', 'components/apps', 'components/admin', 'app', 'lib/ways-in', 'lib/protection', 'lib/admin'].flatMap(
    (folder) => {
      try {
        return readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .map((name) => `${folder}/${name}`)
          .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
          .filter((path) => !/\/testing\/|^lib\/apps\/connectors\//.test(path) && /(^|\/)apps(\/|\.)/.test(path));
      } catch {
        return [];
      }
    },
  );

test('adding an app touches its file, its line in the registry, its fake and its test: nobody else names one', () => {
  const keys = new RegExp(`['"\`](${CONNECTORS.map(({ key }) => key).join('|')})['"\`]`);
  const naming = others().filter((path) => keys.test(readFileSync(path, 'utf8')));
  expect(naming).toEqual([]);
  const importing = others().filter((path) =>
    CONNECTORS.some(({ key }) => readFileSync(path, 'utf8').includes(`connectors/${key}'`)),
  );
  expect(importing).toEqual([]);
});

test('every connector file has its line in the registry', () => {
  const keys = CONNECTORS.map(({ key }) => key);
  const files = readdirSync('lib/apps/connectors').filter((name) =>
    readFileSync(`lib/apps/connectors/${name}`, 'utf8').includes(': Connector = {'),
  );
  expect(
    files
      .map((name) => name.replace('.ts', ''))
      .filter((name) => !name.includes('test'))
      .sort(),
  ).toEqual([...keys].sort());
  expect(given({ a: null, b: '' })).toEqual({ b: '' });
});
