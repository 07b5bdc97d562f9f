/**
 * What a connected app is, in one declarative file each (`desk.ts`, `slack.ts` …) and one line in `registry.ts`. A connector
 * opens no connection, reads no record and knows nothing of marks: it says how a request is written from values that policy
 * has let through, and how the answer is read. `lib/apps/deliveries` does the rest.
 *
 * A text longer than the app takes (`longest`) is never cut: half of a telephone number or of a note misleads whoever reads
 * it there. The field is left out and named in the history (`fitted` of `values.ts`); the record is not sent where the app
 * cannot do without it. So it is with a body over `limits.bodyBytes`, which a single field may not explain.
 */

import type { Door } from '@/lib/protection/compliance/doors';

/** The door by which its records leave. */
export type AppKind = Extract<Door, 'zoho_app' | 'third_party'>;

export interface Connector {
  /** As `app_connections.app` names it; never changed. */
  key: string;
  label: string;
  kind: AppKind;
  /** `in`: it may also send us records, signed with the secret that both know. Missing: it is sent to only. */
  directions?: readonly ('out' | 'in')[];
  /** What an organisation would connect it for: one sentence. */
  about: string;
  /** Addresses to choose from, the usual first: data centres, regions. An administrator may name their own, and must where there is none. */
  addresses: readonly string[];
  /** What their own address looks like, in the vendor's words. */
  addressHint?: string;
  auth: Auth;
  /** What it needs to know besides, such as the id of a list: nothing secret. */
  settings: readonly Asked[];
  /** By the API name of the CRM's module. */
  modules: Readonly<Record<string, AppModule>>;
  /** For every module that `modules` does not name, custom ones too: a webhook or a channel takes what comes (`moduleOf` of `registry.ts`). */
  everyModule?: AppModule;
  limits: Limits;
  /** A request that changes nothing and is answered well when address and credentials are right. */
  test(about: { settings: Readonly<Record<string, string>> }): AppRequest;
  /**
   * The app's own code of an error, and whether to try again: asked of every answer (`refusalOf` of `refusal.ts`). Some
   * apps, such as Slack, answer 200 and say in the body that it went wrong. Null: the HTTP status says it all.
   */
  refusal?(answer: AppAnswer): Refusal | null;
}

/** How it knows us. Whatever of it is secret is sealed (`lib/protection/credentials.ts`). */
export type Auth =
  /**
   * OAuth 2 (RFC 6749): an access token by a refresh token, sent as `Authorization: <scheme> <token>`. The token addresses
   * stand in the order of the connector's addresses. `ownTokenAddress`: an administrator may name another, and must where
   * the app is at none of those addresses; the hint beside it.
   */
  | {
      kind: 'oauth';
      tokenAddresses: readonly string[];
      ownTokenAddress?: string;
      scheme: 'Bearer' | 'Zoho-oauthtoken';
      asked: readonly Asked[];
    }
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
  /** It takes any field besides: under the CRM's own API name, unless somebody names it otherwise. */
  anyField?: true;
  create(record: Outbound): AppRequest;
  /** `remoteId` is null where the app gave none; an app that addresses a record by nothing else is then asked to create it. */
  change(record: Outbound & { remoteId: string | null }): AppRequest;
  /** A change is told besides what was told before, which stays as it is there. Missing: never. */
  addsOnly?(about: { remoteId: string | null }): boolean;
  /** Missing: the app has no way to remove one. Null: none without the id that it never gave. */
  remove?(record: Removal): AppRequest | null;
  /** The app's id of what was created; null: it names none. */
  remoteId(answer: AppAnswer): string | null;
  /**
   * An answer to a repeat that says "there is one already" (409): its id, or an empty text when it names none; null: no such
   * answer. To be asked of repeats only: the answer to a first request may speak of somebody else of the same name.
   */
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
  /** The longest text its API takes, in characters (Unicode code points). */
  longest?: number;
  /** A change does not empty it, though it may say so (`empties.ts`): its API adds to it, or promises nothing of an empty value. */
  stays?: true;
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

export type Removal = Pick<Outbound, 'settings' | 'key' | 'recordId' | 'module' | 'at'> & { remoteId: string | null };

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
  /** After the connection's address; begins with a slash. Empty: the address is the endpoint. */
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

/** As the vendor documents them; where it documents none of this form, a careful figure, and the connector says so. */
export interface Limits {
  /** Requests a minute of one connection. */
  perMinute: number;
  /** Requests side by side of one connection, at most 16 (`lib/apps/outbound/pool.ts`); missing: 8. */
  atOnce?: number;
  /** The largest body it takes. */
  bodyBytes: number;
}
