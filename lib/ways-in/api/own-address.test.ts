import { expect, test, vi } from 'vitest';

async function addressWith(known: string | undefined, asked: string, host?: string): Promise<string> {
  vi.resetModules();
  vi.stubEnv('NEXTAUTH_URL', known);
  const { addressOf } = await import('./own-address');
  return addressOf('/crm/x', new Request(asked, { headers: host === undefined ? {} : { host } }));
}

test.each([
  ['http://localhost:3000', 'http://localhost:3000/', 'http://localhost:3000/crm/x'],
  ['http://localhost:3000', 'http://localhost:3001/', 'http://localhost:3001/crm/x'],
  ['http://localhost:3000', 'http://127.0.0.1:4000/', 'http://127.0.0.1:4000/crm/x'],
  ['https://crm.example.org', 'http://crm.example.org/', 'https://crm.example.org/crm/x'],
  ['https://crm.example.org', 'http://crm.example.org:3001/', 'http://crm.example.org:3001/crm/x'],
])('with %s, who asks %s is told %s', async (known, asked, told) => {
  expect(await addressWith(known, asked)).toBe(told);
});

test('a Host that is another machine, or none, is not believed', async () => {
  for (const host of ['evil.example', 'evil.example:3000', 'localhost:3000', 'a b', 'crm.example.org@evil.example']) {
    const told = await addressWith('https://crm.example.org', 'http://10.0.0.7:3000/', host);
    expect(told).toBe('https://crm.example.org/crm/x');
  }
});
