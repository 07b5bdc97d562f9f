/**
 * Any program that takes webhooks by the Standard Webhooks specification (standardwebhooks.com, spec/standard-webhooks.md):
 * the body is `{ type, timestamp, data }`, the headers are signed when it is sent (`sign.ts`). Nothing is needed, and every
 * module goes. It may send us records in the same way (`lib/apps/inbound`). `webhook-id` is the delivery's key, by which a receiver knows a repeat. A receiver names no id of its own.
 */

import { clock } from '@/lib/platform/clock';
import type { AppModule, Connector, Outbound, Removal } from './connector';

const message = (act: 'created' | 'changed' | 'deleted', record: Removal | Outbound) => ({
  method: 'POST' as const,
  path: '',
  json: {
    type: `${record.module.toLowerCase()}.${act}`,
    timestamp: record.at,
    data: {
      id: record.recordId,
      module: record.module,
      ...('values' in record ? { values: record.values } : {}),
    },
  },
});

const anything: AppModule = {
  remote: 'Messages',
  fields: [],
  anyField: true,
  create: (record) => message('created', record),
  change: (record) => message('changed', record),
  remove: (record) => message('deleted', record),
  remoteId: () => null,
};

export const webhook: Connector = {
  key: 'webhook',
  label: 'Webhook',
  kind: 'third_party',
  directions: ['out', 'in'],
  about: 'Tells a program of your own about each record, signed so that it can be sure who speaks.',
  addresses: [],
  addressHint: 'https://hooks.example.org/careledger',
  auth: {
    kind: 'signed',
    asked: [{ name: 'secret', label: 'Signing secret', hint: 'whsec_ and 24 to 64 bytes in base64', secret: true }],
  },
  settings: [],
  modules: {},
  everyModule: anything,
  // The specification names no rate: who runs the receiver knows what it takes, and says 429. It would have bodies under
  // 20 kB, and a record with long notes is more.
  limits: { perMinute: 60_000, atOnce: 16, bodyBytes: 256 * 1024 },
  test: () => ({
    method: 'POST',
    path: '',
    json: { type: 'connection.tested', timestamp: clock.now().toISOString(), data: {} },
  }),
};
