/** `node lib/tools/dev/run.mjs bench/peers/main.ts FOLDER`: Careledger's REST door against Directus and Payload (README.md). */
import { closeClient } from '@/lib/platform/db/client';
import { makeOrg } from '@/lib/tools/testing/make-org';
import { tokenOf } from '../api';
import { makeLoadModule, type Operation, requestsFor } from '../api-data';
import { OWN_PORT, startApi, startWeb } from '../api-servers';
import { makeBenchDatabase } from '../database';
import { databaseCpuMs } from '../database-cpu';
import { type Arm, measureInTurn } from '../http-arms';
import type { LoadRequest } from '../http-load';
import { startDirectus } from './directus';
import { startPayload } from './payload';

export interface Peer {
  arm: Arm;
  databaseCpu: () => Promise<number | null>;
  requests: Record<Operation, LoadRequest[]>;
}

const [folder = 'bench/peers', only] = process.argv.slice(2);
const RECORDS = Number(process.env.BENCH_API_RECORDS ?? 100_000);
const TURN_MS = Number(process.env.BENCH_API_TURN_MS ?? 1500);
const CONNECTIONS = [1, 8, 32];
const PEERS = { directus: startDirectus, payload: startPayload };

await makeBenchDatabase();
const org = await makeOrg();
const headers = await tokenOf(org);
const requests = requestsFor(await makeLoadModule(org, 'Load', { records: RECORDS }));
const own = (arm: Arm): Peer => ({ arm, databaseCpu: databaseCpuMs, requests });
const peers: Peer[] = [own(await startApi(headers))];
try {
  const web = await startWeb(headers);
  if (web) peers.push(own(web));
  for (const [name, start] of Object.entries(PEERS)) {
    if (only && only !== name) continue;
    try {
      peers.push(await start(`${folder}/${name}`, RECORDS));
    } catch (error) {
      console.log(`${name} cannot run: ${(error as Error).message}`);
    }
  }
  for (const operation of ['get', 'list', 'create', 'update'] as const) {
    for (const connections of CONNECTIONS) await compare(operation, connections);
  }
} finally {
  for (const { arm } of peers) await arm.stop();
  await closeClient();
}

async function compare(operation: Operation, connections: number): Promise<void> {
  const turns = peers.map(({ arm, requests }) => ({ arm, requests: requests[operation] }));
  const databaseCpu = async () => {
    const all = await Promise.all([databaseCpuMs(), ...peers.filter((peer) => peer.requests !== requests).map((peer) => peer.databaseCpu())]);
    return all.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  };
  const measured = await measureInTurn(turns, { connections, rounds: 3, turnMs: TURN_MS, databaseCpu });
  const api = measured['npm run api'];
  const web = measured[OWN_PORT];
  console.log(`${operation}, ${connections} connection(s)`);
  for (const [name, one] of Object.entries(measured)) {
    const cpu = one.serverMs + one.databaseMs;
    const times = [api, web]
      .filter((ours) => ours !== undefined)
      .map((ours) => `${(ours.perSecond / one.perSecond).toFixed(2)} × (CPU ${(cpu / (ours.serverMs + ours.databaseMs)).toFixed(2)} ×)`);
    const ms = `p50 ${one.p50Ms.toFixed(1)}, p99 ${one.p99Ms.toFixed(1)} ms, CPU ${one.serverMs.toFixed(2)} + ${one.databaseMs.toFixed(2)} ms`;
    console.log(`  ${name}: ${Math.round(one.perSecond)}/s, ${ms}; ours ${times.join(', own port ')} ${JSON.stringify(one.failures)}`);
  }
}
