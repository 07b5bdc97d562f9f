/**
 * A fake of a program that takes webhooks. Written from: "Standard Webhooks" (standardwebhooks.com; spec/standard-webhooks.md of
 * github.com/standard-webhooks/standard-webhooks: "Payload structure", "Webhook Metadata", "Signature scheme", "Operational
 * Considerations"). Signatures are verified by the `standardwebhooks` package, as its receiver would.
 */

import { Webhook } from 'standardwebhooks';
import type { Fake } from '../fake-server';
import { problemsOf, required, text } from './check';

export const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

const rules = {
  // "A full-stop delimited type": letters, digits and underscores.
  type: required(text(undefined, { pattern: /^[a-zA-Z0-9_]+(\.[a-zA-Z0-9_]+)*$/ })),
  timestamp: required(text(undefined, { pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/ })),
};

/** A receiver that does each message once: a repeat with the same id is answered as well and kept no second time. */
export function fakeWebhook(secret = WEBHOOK_SECRET): Fake & { messages: Map<string, unknown> } {
  const messages = new Map<string, unknown>();
  const receive: Fake = ({ method, headers, body, json }) => {
    if (method !== 'POST') return { status: 405 };
    if (json === undefined) return { status: 400, json: { error: 'not_json' } };
    try {
      new Webhook(secret).verify(body, headers);
    } catch {
      return { status: 401, json: { error: 'bad_signature' } };
    }
    const { data, ...rest } = json as Record<string, unknown>;
    if (problemsOf(rules, rest).length > 0 || typeof data !== 'object' || data === null) {
      return { status: 400, json: { error: 'bad_message' } };
    }
    const id = String(headers['webhook-id']);
    if (!messages.has(id)) messages.set(id, json);
    return { status: 200 };
  };
  return Object.assign(receive, { messages });
}
