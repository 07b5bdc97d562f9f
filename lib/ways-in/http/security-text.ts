import { clock } from '@/lib/platform/clock';
import { env } from '@/lib/platform/env';

const VALID_DAYS = 180;
const DAY_MS = 86_400_000;

/**
 * The `security.txt` of this installation (RFC 9116), or null where SECURITY_CONTACT names nobody. It says again each
 * day that it holds: for less than a year, as the RFC recommends.
 */
export function securityText(now: Date = clock.now()): string | null {
  const { SECURITY_CONTACT: contact, NEXTAUTH_URL: address } = env();
  if (!contact) return null;
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const lines = [
    `Contact: ${/^[^\s@:/]+@/.test(contact) ? `mailto:${contact}` : contact}`,
    `Expires: ${new Date(today + VALID_DAYS * DAY_MS).toISOString()}`,
    'Preferred-Languages: en',
  ];
  if (address?.startsWith('https:')) lines.push(`Canonical: ${new URL('/.well-known/security.txt', address)}`);
  return `${lines.join('\n')}\n`;
}
