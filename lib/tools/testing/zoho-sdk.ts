/** Zoho's own TypeScript SDK on a server of the API in this process: nothing of it is changed but the environment. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import * as zoho from '@zohocrm/typescript-sdk-8.0';
import { createClient } from '@/lib/admin/api-clients/create';
import { makeApi } from '@/lib/ways-in/api/app';
import { markRequests } from '@/lib/ways-in/http/mark-requests';
import { commandLine, type TestOrg } from './make-org';
import { ALL_SCOPES } from './rest';

export interface RunningSdk {
  /** Where it keeps tokens, metadata and its log; gone with `stop`. */
  folder: string;
  stop(): void;
}

/** Starts a server and the SDK of a client that acts for the org's operator. The SDK is one a process. */
export async function startZohoSdk(org: TestOrg): Promise<RunningSdk> {
  const folder = mkdtempSync(join(tmpdir(), 'zoho-sdk-'));
  const client = await createClient(commandLine(org.orgId), {
    name: "Zoho's SDK",
    ownerId: org.operator.actor.id,
    scopes: ALL_SCOPES,
    allowedIps: [],
    expiresAt: null,
    callsPerMinute: 10_000,
  });
  markRequests();
  let server: ServerType | undefined;
  const port = await new Promise<number>((resolve) => {
    server = serve({ fetch: makeApi().fetch, hostname: '127.0.0.1', port: 0 }, (info: AddressInfo) =>
      resolve(info.port),
    );
  });
  const base = `http://127.0.0.1:${port}`;
  await new zoho.InitializeBuilder()
    .environment(zoho.DataCenter.setEnvironment(base, `${base}/oauth/v2/token`, base))
    .token(
      new zoho.OAuthBuilder()
        .clientId(client.clientId)
        .clientSecret(client.clientSecret)
        .refreshToken(client.refreshToken)
        .build(),
    )
    .store(new zoho.FileStore(join(folder, 'tokens.txt')))
    .SDKConfig(new zoho.SDKConfigBuilder().autoRefreshFields(true).build())
    .resourcePath(folder)
    .logger(new zoho.LogBuilder().level(zoho.Levels.ERROR).filePath(join(folder, 'sdk.log')).build())
    .initialize();
  return {
    folder,
    stop() {
      server?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const record = ({ id, ...values }: Record<string, unknown>): zoho.Record.Record => {
  const made = new zoho.Record.Record();
  if (typeof id === 'bigint') made.setId(id);
  for (const [name, value] of Object.entries(values)) made.addKeyValue(name, value);
  return made;
};

export const records = (rows: Record<string, unknown>[]): zoho.Record.BodyWrapper => {
  const body = new zoho.Record.BodyWrapper();
  body.setData(rows.map(record));
  return body;
};

// biome-ignore lint/suspicious/noExplicitAny: the SDK gives a class for each kind of answer
export const objectOf = (response: { getObject(): unknown }): any => response.getObject();

export async function params(
  values: [zoho.Param<string> | zoho.Param<number>, string | number][],
): Promise<zoho.ParameterMap> {
  const map = new zoho.ParameterMap();
  for (const [param, value] of values) await map.add<string | number>(param as zoho.Param<string | number>, value);
  return map;
}

/** The first result of a write, in plain values. */
export function resultOf(response: { getObject(): unknown }) {
  const row = objectOf(response).getData()[0];
  const message = row.getMessage();
  return {
    code: row.getCode().getValue() as string,
    message: (typeof message === 'string' ? message : message.getValue()) as string,
    details: Object.fromEntries(row.getDetails()) as Record<string, string>,
    row,
  };
}
