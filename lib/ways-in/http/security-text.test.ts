import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function textOf(contact: string, address = 'https://crm.example'): Promise<string | null> {
  vi.stubEnv('SECURITY_CONTACT', contact);
  vi.stubEnv('NEXTAUTH_URL', address);
  vi.resetModules();
  const { securityText } = await import('./security-text');
  return securityText(new Date('2026-11-29T08:30:00Z'));
}

test('security.txt names the contact, its own address, and a day of expiry within a year', async () => {
  expect(await textOf('security@clinic.example')).toBe(
    [
      'Contact: mailto:security@clinic.example',
      'Expires: 2027-05-28T00:00:00.000Z',
      'Preferred-Languages: en',
      'Canonical: https://crm.example/.well-known/security.txt',
      '',
    ].join('\n'),
  );
  expect(await textOf('https://clinic.example/report')).toContain('Contact: https://clinic.example/report\n');
  expect(await textOf('tel:+1-312-555-0100', 'http://localhost:3000')).not.toContain('Canonical');
});

test('where nobody is named to report to, there is no security.txt', async () => {
  expect(await textOf('')).toBeNull();
});

test.each(['http://clinic.example', 'javascript:alert(1)', 'a@b c', 'nobody'])('%s is no contact', async (contact) => {
  await expect(textOf(contact)).rejects.toThrow('SECURITY_CONTACT must be');
});
