import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { isSigningSecret, sign } from './sign';

const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
const body = '{"type":"contacts.created","data":{"name":"Åsa 😀"}}';

test('the standardwebhooks package as the receiver takes what is signed, and nothing that was touched', () => {
  const headers = sign({ secret, id: 'delivery-1', at: new Date(), body });
  expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
  expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-id': 'delivery-2' })).toThrow();
  const other = `whsec_${Buffer.alloc(24, 2).toString('base64')}`;
  expect(() => new Webhook(other).verify(body, headers)).toThrow();
});

test('a repeat of an old delivery is signed anew, for the receiver refuses what is older than five minutes', () => {
  const old = sign({ secret, id: 'delivery-1', at: new Date(Date.now() - 6 * 60_000), body });
  expect(() => new Webhook(secret).verify(body, old)).toThrow(/too old/);
  const again = sign({ secret, id: 'delivery-1', at: new Date(), body });
  expect(again['webhook-id']).toBe(old['webhook-id']);
  expect(new Webhook(secret).verify(body, again)).toBeDefined();
});

test('a secret is whsec_ and 24 to 64 bytes in base64, or it signs nothing', () => {
  expect(isSigningSecret(secret)).toBe(true);
  const bad = [
    '',
    'whsec_',
    'secret',
    `whsec_${Buffer.alloc(23).toString('base64')}`,
    `whsec_${Buffer.alloc(65).toString('base64')}`,
    `${secret}!`,
    secret.slice(6),
  ];
  for (const one of bad) {
    expect(isSigningSecret(one)).toBe(false);
    expect(() => sign({ secret: one, id: 'a', at: new Date(), body })).toThrow(
      expect.objectContaining({ code: 'invalid' }),
    );
  }
});
