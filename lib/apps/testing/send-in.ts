/** An app that sends us records, for tests: signs as Standard Webhooks asks, by the package of that name. */
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Id } from '@/lib/platform/ids';
import { answerApp } from '@/lib/ways-in/apps/door';
import { inboundPathOf } from '../inbound/path';
import { SECRET } from './hook';

export interface SendingIn {
  orgId: Id;
  connectionId: Id;
  /** The message, or its text. */
  body: unknown;
  id?: string;
  at?: Date;
  secret?: string;
  headers?: Record<string, string>;
}

export interface AnsweredIn {
  status: number;
  headers: Headers;
  json: { did?: string; recordId?: Id; error?: { message: string; reason?: string; fields?: Record<string, string> } };
}

/** Sends one message through the door. */
export async function sendIn(sending: SendingIn): Promise<AnsweredIn> {
  const { orgId, connectionId, id = `in_${randomUUID()}`, at = new Date(), secret = SECRET, headers = {} } = sending;
  const body = typeof sending.body === 'string' ? sending.body : JSON.stringify(sending.body);
  const response = await answerApp(
    new Request(`http://localhost${inboundPathOf(orgId, connectionId)}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
        ...headers,
      },
      body,
    }),
  );
  return { status: response.status, headers: response.headers, json: await response.json() };
}
