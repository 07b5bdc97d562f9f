import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { isSigningSecret } from '../connectors/sign';

/** The three headers of Standard Webhooks, as they came. */
export interface SignedHeaders {
  id: string | null;
  timestamp: string | null;
  signature: string | null;
}

/** What an app names its message by; a repeat carries the same. */
const WEBHOOK_ID = /^[\x21-\x7e]{1,200}$/;

/**
 * Whether a body is signed with the secret that the app and we know, at most five minutes ago or ahead.
 * @returns the id of the message; null where anything about it is wrong
 */
export function verifiedId(secret: string, { id, timestamp, signature }: SignedHeaders, body: Buffer): string | null {
  if (!id || !timestamp || !signature || !isSigningSecret(secret)) return null;
  if (!WEBHOOK_ID.test(id) || !/^\d{1,12}$/.test(timestamp)) return null;
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false });
    return id;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return null;
    throw error;
  }
}
