/** The fakes are strict: what the vendor's description does not know is refused, or they would prove nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppModule, AppRequest, Connector, OutboundValue } from '../../connectors/connector';
import { refusalOf } from '../../connectors/refusal';
import { CONNECTORS } from '../../connectors/registry';
import { type FakeServer, startFake } from '../fake-server';
import { speak } from '../speak';
import { type AppFake, FAKES, hasFake } from './registry';

/** Everything in a body that is a text becomes an object: no API takes that for one. */
function mistyped(value: unknown): unknown {
  if (typeof value === 'string') return { wrong: true };
  if (Array.isArray(value)) return value.map(mistyped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mistyped(one)]));
}

/** Each innermost object of a body gets a field that no API knows. */
function embellished(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(embellished);
  if (typeof value !== 'object' || value === null) return value;
  return {
    ...Object.fromEntries(Object.entries(value).map(([name, one]) => [name, embellished(one)])),
    x_unknown: 'x',
  };
}

const sample = ({ name, label }: AppModule['fields'][number]): OutboundValue =>
  /email/i.test(`${name} ${label}`) ? 'ann@example.org' : '12345';

describe.each(CONNECTORS.filter(({ key }) => hasFake(key)).map((one) => [one.label, one] as const))(
  '%s',
  (_label, connector: Connector) => {
    const fake = FAKES[connector.key] as AppFake;
    let server: FakeServer;
    beforeAll(async () => {
      server = await startFake(fake.make());
    });
    afterAll(() => server.close());

    const { credentials, accessToken, settings } = fake;
    const refused = async (request: AppRequest): Promise<boolean> =>
      refusalOf(
        connector,
        await speak(request, {
          connector,
          address: server.address + (fake.base ?? ''),
          credentials,
          accessToken,
          key: 'k',
        }),
      ) !== null;

    const creations = [
      ...Object.entries(connector.modules),
      ...(connector.everyModule ? [['Deals', connector.everyModule] as const] : []),
    ].map(([module, app]) => ({
      app,
      write: (values: Record<string, OutboundValue>) =>
        app.create({ values, settings, key: 'delivery-1', recordId: '7', module, at: '2026-11-30T06:00:00Z' }),
      values: Object.fromEntries(app.fields.map((field) => [field.name, sample(field)])),
    }));

    test('another path and another method are refused', async () => {
      for (const { write, values } of creations) {
        const request = write(values);
        if (request.path !== '') expect(await refused({ ...request, path: `/nowhere${request.path}` })).toBe(true);
        const { json: _, form: _form, ...bare } = request;
        expect(await refused({ ...bare, method: 'GET', path: bare.path.split('?')[0] ?? '' })).toBe(true);
      }
    });

    test('a field that the API does not know and a value of another type are refused', async () => {
      for (const { write, values } of creations) {
        const request = write(values);
        if (request.form) expect(await refused({ ...request, form: { ...request.form, x_unknown: 'x' } })).toBe(true);
        if (request.json === undefined) continue;
        expect(await refused({ ...request, json: mistyped(request.json) })).toBe(true);
        // The data of a webhook are the sender's own.
        if (connector.auth.kind !== 'signed')
          expect(await refused({ ...request, json: embellished(request.json) })).toBe(true);
      }
    });

    test('a text far over its limit is refused: the connector has to know the limit', async () => {
      for (const { app, write, values } of creations) {
        for (const { name, longest } of app.fields) {
          if (longest)
            expect([name, await refused(write({ ...values, [name]: `a@example.org${'x'.repeat(70_000)}` }))]).toEqual([
              name,
              true,
            ]);
        }
      }
    });
  },
);
