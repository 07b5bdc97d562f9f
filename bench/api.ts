/**
 * The REST door over HTTP: get, list 50 of 100,000, create, update, at 1, 8 and 32 connections, against a bare server
 * that runs the same SQL and sends the same bytes; get also against one that does its job in one statement; a list with ten
 * sealed values a record against the same unsealed.
 */
import { createClient } from '@/lib/admin/api-clients/create';
import { exchangeToken } from '@/lib/admin/api-clients/exchange-token';
import { connect } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { commandLine, type TestOrg } from '@/lib/tools/testing/make-org';
import { listOfTen, makeLoadModule, type Operation, requestsFor } from './api-data';
import { type Recording, record } from './api-recording';
import { ONE_TRIP, OWN_PORT, startApi, startBare, startOneTrip, startWeb } from './api-servers';
import { type Arm, type Measured, measureInTurn } from './http-arms';
import type { BenchRow } from './row';

const RECORDS = Number(process.env.BENCH_API_RECORDS ?? 100_000);
const TURN_MS = Number(process.env.BENCH_API_TURN_MS ?? 1500);
const ROUNDS = 3;
const CONNECTIONS = [1, 8, 32];
const SEALED_AIM = 0.9;
const OWN_PORT_AIM = 0.95;
const ONE_TRIP_AIM = 0.6;

export async function benchApi(org: TestOrg): Promise<BenchRow[]> {
  const headers = await tokenOf(org);
  const token = headers.authorization.replace('Bearer ', '');
  const large = await makeLoadModule(org, 'Load', { records: RECORDS });
  const few = await makeLoadModule(org, 'Open', { records: 2000 });
  const sealed = await makeLoadModule(org, 'Sealed', { records: 2000, sealed: true });
  const requests = requestsFor(large);
  const recordings: Recording[] = [];
  for (const [one] of Object.values(requests)) if (one) recordings.push(await record(one, headers));
  const arms = [await startApi(headers), await startBare(recordings), await startWeb(headers)].filter(
    (arm): arm is Arm => arm !== null,
  );
  const [api] = arms as [Arm];
  const rows: BenchRow[] = arms.length === 2 ? [skippedWeb] : [];
  try {
    const get = recordings.find(({ method, id }) => method === 'GET' && id !== null) as Recording;
    arms.push(await startOneTrip({ recording: get, token }, api));
    for (const operation of Object.keys(requests) as Operation[]) {
      for (const connections of CONNECTIONS) {
        const turns = arms
          .filter(({ name }) => name !== ONE_TRIP || operation === 'get')
          .map((arm) => ({ arm, requests: requests[operation] }));
        const measured = await measureInTurn(turns, { connections, rounds: ROUNDS, turnMs: TURN_MS });
        rows.push(...rowsOf(operation, connections, measured));
      }
    }
    const lists = [
      { arm: { ...api, name: 'sealed' }, requests: [listOfTen(sealed)] },
      { arm: { ...api, name: 'unsealed' }, requests: [listOfTen(few)] },
    ];
    const measured = await measureInTurn(lists, { connections: 8, rounds: 2 * ROUNDS, turnMs: TURN_MS });
    rows.push(sealedRow(measured));
  } finally {
    for (const arm of arms) await arm.stop();
  }
  return rows;
}

/** Headers of a client that is never told to slow down. */
export async function tokenOf(org: TestOrg): Promise<{ authorization: string }> {
  const client = await createClient(commandLine(org.orgId), {
    name: 'Bench',
    ownerId: org.operator.actor.id,
    scopes: ['ZohoCRM.modules.ALL'],
  });
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
  await owner`update api_clients set calls_per_minute = 100000000 where org_id = ${org.orgId}`;
  await owner.end({ timeout: 5 });
  const token = await exchangeToken(
    { grant_type: 'client_credentials', client_id: client.clientId, client_secret: client.clientSecret },
    { requestId: 'bench', ip: '127.0.0.1' },
  );
  return { authorization: `Bearer ${token.access_token}` };
}

const skippedWeb: BenchRow = {
  figure: 'The product’s own port: not measured, there is no production build that starts (.next/front)',
  value: 0,
  unit: '',
};

function rowsOf(operation: Operation, connections: number, measured: Record<string, Measured>): BenchRow[] {
  const at = `${operation}, ${connections} connection${connections === 1 ? '' : 's'}`;
  const bare = measured.bare as Measured;
  const alone = measured['npm run api'] as Measured;
  const ofAlone = Object.entries(measured)
    .filter(([name]) => name === OWN_PORT)
    .map(([name, one]): BenchRow => {
      const value = one.perSecond / alone.perSecond;
      return {
        figure: `${at}: ${name}, of npm run api`,
        value,
        unit: 'of its requests',
        aim: `≥ ${OWN_PORT_AIM}`,
        ok: value >= OWN_PORT_AIM,
      };
    });
  const oneTrip = measured[ONE_TRIP];
  const ofOneTrip: BenchRow[] = oneTrip
    ? [
        {
          figure: `${at}: npm run api, of a server that asks once`,
          value: alone.perSecond / oneTrip.perSecond,
          unit: 'of its requests',
          aim: `≥ ${ONE_TRIP_AIM}`,
          ok: alone.perSecond / oneTrip.perSecond >= ONE_TRIP_AIM,
          note: `it ${told(oneTrip)}`,
        },
      ]
    : [];
  const ofBare = Object.entries(measured)
    .filter(([name]) => name !== 'bare' && name !== ONE_TRIP)
    .map(([name, one]) => ({
      figure: `${at}: ${name}, of a bare server`,
      value: one.perSecond / bare.perSecond,
      unit: 'of its requests',
      note: `${told(one)}; bare ${told(bare)}`,
    }));
  return [...ofBare, ...ofOneTrip, ...ofAlone];
}

const told = ({ perSecond, p50Ms, p99Ms, serverMs, databaseMs, failures }: Measured): string => {
  const failed = Object.entries(failures).map(([what, times]) => `, ${times} × ${what}`);
  const cpu = `CPU ${serverMs.toFixed(2)} + ${databaseMs.toFixed(2)} ms`;
  return `${Math.round(perSecond)}/s, p50 ${p50Ms.toFixed(1)}, p99 ${p99Ms.toFixed(1)} ms, ${cpu}${failed.join('')}`;
};

function sealedRow({ sealed, unsealed }: Record<string, Measured>): BenchRow {
  const [one, other] = [sealed as Measured, unsealed as Measured];
  const ratio = one.perSecond / other.perSecond;
  return {
    figure: 'List of 50 with ten sealed values a record, of the same unsealed',
    value: ratio,
    unit: 'of its requests',
    aim: `≥ ${SEALED_AIM}`,
    ok: ratio >= SEALED_AIM,
    note: `${told(one)}; unsealed ${told(other)}`,
  };
}
