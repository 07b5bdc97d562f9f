import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function addressOf(trustProxy: boolean, headers: Record<string, string>): Promise<string | null> {
  vi.stubEnv('TRUST_PROXY', String(trustProxy));
  vi.resetModules();
  const { clientAddress } = await import('./client-address');
  return clientAddress(new Headers(headers));
}

test('without a proxy of ours, what a client forwards does not count', async () => {
  const headers = { 'x-forwarded-for': '198.51.100.1', 'x-careledger-peer': '::ffff:203.0.113.7' };
  expect(await addressOf(false, headers)).toBe('203.0.113.7');
});

test('behind our proxy only the address it saw itself counts', async () => {
  const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.9', 'x-careledger-peer': '127.0.0.1' };
  expect(await addressOf(true, headers)).toBe('203.0.113.9');
});

test('who asks past the proxy, as a monitor does, is known by the connection', async () => {
  expect(await addressOf(true, { 'x-careledger-peer': '::ffff:203.0.113.7' })).toBe('203.0.113.7');
});

test.each(['', 'unknown', '<script>', '203.0.113.999'])('%j is no address', async (given) => {
  expect(await addressOf(true, { 'x-forwarded-for': given })).toBeNull();
});
