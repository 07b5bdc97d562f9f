import { Webhook } from 'standardwebhooks';
import { invalid } from '@/lib/platform/errors';

export interface Signing {
  /** `whsec_` and 24 to 64 bytes in base64. */
  secret: string;
  /** The same in every repeat: the receiver knows a repeat by it. */
  id: string;
  /** When it is sent, not when the record changed: a receiver refuses what is older than five minutes. */
  at: Date;
  /** What is sent, byte for byte. */
  body: string;
}

/**
 * The three headers of Standard Webhooks.
 * @throws invalid where the secret is none of theirs.
 */
export function sign({ secret, id, at, body }: Signing): Record<string, string> {
  if (!isSigningSecret(secret)) throw invalid('A signing secret is whsec_ and 24 to 64 bytes in base64.');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
}

/** Whether it is a secret that both sides' programs take. */
export function isSigningSecret(text: string): boolean {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  if (base64 === undefined || base64.length % 4 !== 0) return false;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length >= 24 && bytes.length <= 64 && bytes.toString('base64') === base64;
}
