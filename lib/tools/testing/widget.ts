/** A browser at the visitor's door, without HTTP: requests go straight to the app. */
import { randomUUID } from 'node:crypto';
import { brandKeyOf } from '@/lib/chat/setup/brands';
import type { Id } from '@/lib/platform/ids';
import { PEER_HEADER } from '@/lib/ways-in/http/mark-requests';
import { makeWidgetDoor } from '@/lib/ways-in/widget/app';
import { ANSWERS, brandOf } from './chat';
import type { TestOrg } from './make-org';

const door = makeWidgetDoor();
let addresses = 0;

export interface DoorAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came.
  body: any;
  bytes: Buffer;
  headers: Headers;
}

export interface DoorClient {
  /** As the snippet names it. */
  brand: string;
  /** Kept by the browser; sent with every call. */
  token: string | null;
  /** Every browser has one of its own. */
  address: string;
}

/** A browser on a page with the org's widget that has not opened it. */
export async function makeDoorClient(org: TestOrg): Promise<DoorClient> {
  addresses += 1;
  return {
    brand: brandKeyOf(org.orgId, await brandOf(org)),
    token: null,
    address: `198.18.${addresses >> 8}.${addresses & 255}`,
  };
}

/** The same, once it began its visit. */
export async function openWidget(org: TestOrg): Promise<DoorClient> {
  const client = await makeDoorClient(org);
  const { body } = await post(client, 'visits', { brand: client.brand });
  return { ...client, token: body.token };
}

/** A conversation by the pre-chat form. @returns its id */
export async function startAtDoor(client: DoorClient, given: Record<string, unknown> = {}): Promise<Id> {
  const { body } = await post(client, 'conversations', {
    brand: client.brand,
    clientId: randomUUID(),
    ...ANSWERS,
    ...given,
  });
  return body.conversationId;
}

export const get = (client: DoorClient, path: string) => call(client, path, {});

export const post = (client: DoorClient, path: string, body?: unknown) =>
  call(client, path, {
    method: 'POST',
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });

export interface SentBytes {
  name?: string;
  clientId?: string;
  headers?: Record<string, string>;
}

export const upload = (client: DoorClient, conversationId: Id, bytes: BodyInit, sent: SentBytes = {}) =>
  call(client, `conversations/${conversationId}/files`, {
    method: 'POST',
    body: bytes,
    headers: {
      'x-file-name': encodeURIComponent(sent.name ?? 'file'),
      'x-client-id': sent.clientId ?? randomUUID(),
      ...sent.headers,
    },
  });

export async function call(client: DoorClient, path: string, init: RequestInit): Promise<DoorAnswer> {
  const response = await send(client, path, init);
  const bytes = Buffer.from(await response.arrayBuffer());
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    body: isJson ? JSON.parse(bytes.toString()) : null,
    bytes,
    headers: response.headers,
  };
}

/** For an answer that does not end by itself. */
export async function send(client: DoorClient, path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set(PEER_HEADER, client.address);
  if (client.token && !headers.has('authorization')) headers.set('authorization', `Bearer ${client.token}`);
  const whole = path.startsWith('/') ? path : `/widget/api/${path}`;
  return door.request(whole, { ...init, headers, ...(init.body && { duplex: 'half' }) } as RequestInit);
}
