/**
 * What a connected app is, in one declarative file each (`desk.ts`, `slack.ts` …). A connector opens no connection, reads no
 * record and knows nothing of marks: it says how a request is written from values that policy has let through, and how the
 * answer is read. `lib/apps/deliveries` does the rest.
 */

import type { Door } from '@/lib/protection/compliance/doors';

/** The door by which its records leave. */
export type AppKind = Extract<Door, 'zoho_app' | 'third_party'>;

export interface Connector {
  /** As `app_connections.app` names it; never changed. */
  key: string;
  label: string;
  kind: AppKind;
  /** What an organisation would connect it for: one sentence. */
  about: string;
  /** Addresses to choose from, the usual first: data centres, regions. An administrator may name their own. */
  addresses: readonly string[];
  auth: Auth;
  /** What it needs to know besides, such as the id of a list: nothing secret. */
  settings: readonly Asked[];
  /** By the API name of the CRM's module. */
  modules: Readonly<Record<string, AppModule>>;
  limits: Limits;
  /** A request that changes nothing and is answered well when address and credentials are right. */
  test(about: { settings: Readonly<Record<string, string>> }): AppRequest;
  /** Most apps say by the HTTP status how it went; one that does not, such as Slack, says it here. Null: it went well. */
  refusal?(answer: AppAnswer): Refusal | null;
}

/** How it knows us. Whatever of it is secret is sealed (`lib/protection/credentials.ts`). */
export type Auth =
  /** OAuth 2 (RFC 6749): an access token by a refresh token, sent as `Authorization: <scheme> <token>`. */
  | { kind: 'oauth'; tokenAddresses: readonly string[]; scheme: 'Bearer' | 'Zoho-oauthtoken'; asked: readonly Asked[] }
  /** A key in a header: `header: <prefix><key>`. */
  | { kind: 'key'; header: string; prefix: string; asked: readonly Asked[] }
  /** HTTP Basic (RFC 7617) of two of the things asked for. */
  | { kind: 'basic'; user: string; password: string; asked: readonly Asked[] }
  /** Standard Webhooks: each request is signed with a secret that both know. */
  | { kind: 'signed'; asked: readonly Asked[] };

/** Something an administrator fills in. */
export interface Asked {
  name: string;
  label: string;
  hint?: string;
  secret?: true;
  optional?: true;
}

/** What the app takes of one module. */
export interface AppModule {
  /** The app's own word for it, such as "Members". */
  remote: string;
  fields: readonly RemoteField[];
  create(record: Outbound): AppRequest;
  /** `remoteId` is null where the app gave none. */
  change(record: Outbound & { remoteId: string | null }): AppRequest;
  /** Missing: the app has no way to remove one. */
  remove?(
    record: Pick<Outbound, 'settings' | 'key' | 'recordId' | 'module' | 'at'> & { remoteId: string | null },
  ): AppRequest;
  /** The app's id of what was created; null: it names none. */
  remoteId(answer: AppAnswer): string | null;
  /** An answer to a repeat that says "there is one already" (409): its id, or an empty text when it names none; null: no such answer. */
  alreadyThere?(answer: AppAnswer): string | null;
}

export interface RemoteField {
  /** As its API names it; a dot leads into an object: `address.city`. */
  name: string;
  label: string;
  /** The app cannot do without it: where a field that is mapped to it is withheld, the record is not sent. */
  needed?: true;
  /** The CRM field (API name) it is mapped to unless somebody says otherwise. */
  from?: string;
  /** The longest text its API takes, in characters. */
  longest?: number;
}

/** A record on its way out: what policy let through, under the app's names. */
export interface Outbound {
  values: Readonly<Record<string, OutboundValue>>;
  settings: Readonly<Record<string, string>>;
  /** The same in every repeat, and of no other delivery: 1 to 64 of `[A-Za-z0-9_-]`. */
  key: string;
  recordId: string;
  /** The CRM's module (API name). */
  module: string;
  /** ISO 8601, when the change was made. */
  at: string;
}

/** As the REST API writes it. */
export type OutboundValue =
  | string
  | number
  | boolean
  | null
  | readonly OutboundValue[]
  | { [key: string]: OutboundValue };

export interface AppRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** After the connection's address; begins with a slash. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as `application/x-www-form-urlencoded`. */
  form?: Readonly<Record<string, string>>;
}

export interface AppAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON; else undefined. */
  json: unknown;
}

/** @param code the app's own code of the error, of `[A-Za-z0-9_.-]`: free text may hold a patient's data and is not kept. */
export interface Refusal {
  retry: boolean;
  code: string;
}

/** As the vendor documents them. */
export interface Limits {
  /** Requests a minute of one connection. */
  perMinute: number;
  /** The largest body it takes. */
  bodyBytes: number;
}
