import { createHmac } from 'node:crypto';
import { env } from '@/lib/platform/env';
import { internal } from '@/lib/platform/errors';

/** The secret that encrypts session cookies. */
export function authSecret(): string {
  const secret = env().NEXTAUTH_SECRET;
  if (!secret) throw internal('NEXTAUTH_SECRET is not set. Start Careledger with "npm run up".');
  return secret;
}

/** Stands for `text` where the text itself must not: an HMAC under a key of its own for each use. */
export function pseudonymOf(use: string, text: string): Buffer {
  const key = createHmac('sha256', authSecret()).update(`careledger ${use}`).digest();
  return createHmac('sha256', key).update(text).digest();
}
