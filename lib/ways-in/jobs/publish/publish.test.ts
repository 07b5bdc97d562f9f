import { createHash, createHmac, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import { integrateAndPublish } from '@/lib/protection/ledger/integrate/integrator';
import { checkpointFolder, newestNote, publish } from '@/lib/protection/ledger/integrate/published';
import { openCheckpoint, signCheckpoint } from '@/lib/protection/ledger/tree/checkpoint';
import { hashLeaf } from '@/lib/protection/ledger/tree/hashes';
import { noteSigner, noteVerifier } from '@/lib/protection/ledger/tree/note';
import { ledgerSigner, originOf } from '@/lib/protection/ledger/tree/signer';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { allPublished } from '@/lib/tools/testing/published-notes';
import { verifyWithWitnesses } from '../verify-with-witnesses';
import { configuredPlaces } from './places';
import { publishAt } from './publisher';
import { coveredAtPlaces, readBack } from './read-back';

const [KEY_ID, SECRET, TOKEN] = ['AKIDEXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', 'a-token'];
/** By path; what the place keeps. */
const kept = new Map<string, string>();
/** Statuses of the next answers. */
const next: number[] = [];
let server: Server;
let port: number;
let org: TestOrg;

const hex = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Whether a request is signed as Amazon's Signature Version 4 says, reckoned here from its words. */
function isSigned({ method = '', url = '', headers }: IncomingMessage, body: string): boolean {
  const authorization = headers.authorization ?? '';
  const [, id, day = '', region = '', names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([\w-]+)\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=(\w{64})$/.exec(
      authorization,
    ) ?? [];
  if (id !== KEY_ID || headers['x-amz-content-sha256'] !== hex(body)) return false;
  if (!names.split(';').includes('host') || !names.split(';').includes('x-amz-content-sha256')) return false;
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, url, '', lines.join(''), names, hex(body)].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), scope, hex(canonical)].join('\n');
  const key = [region, 's3', 'aws4_request'].reduce((at, part) => hmac(at, part), hmac(`AWS4${SECRET}`, day));
  return hmac(key, toSign).toString('hex') === signature;
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await text(request);
    const path = request.url ?? '';
    const may = path.startsWith('/bucket/')
      ? isSigned(request, body)
      : request.headers.authorization === `Bearer ${TOKEN}`;
    const status = next.shift() ?? (may ? 200 : 403);
    if (status !== 200) return void response.writeHead(status).end();
    if (request.method === 'PUT') kept.set(path, body);
    const found = kept.get(path);
    response.writeHead(found === undefined ? 404 : 200).end(request.method === 'GET' ? found : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  Object.assign(env(), { LEDGER_PUBLISH_KEY_ID: KEY_ID, LEDGER_PUBLISH_SECRET: SECRET, LEDGER_PUBLISH_TOKEN: TOKEN });
});
afterAll(() => {
  Object.assign(env(), { LEDGER_PUBLISH: undefined, LEDGER_PUBLISH_TOKEN: undefined });
  server.close();
});

const PLACES = {
  bucket: () => `s3://bucket/pre/fix?region=eu-central-1&endpoint=http://127.0.0.1:${port}`,
  address: () => `http://127.0.0.1:${port}/notes`,
};
const pathOf = { bucket: '/bucket/pre/fix', address: '/notes' };

beforeEach(async () => {
  kept.clear();
  next.length = 0;
  org = await makeOrg();
  await integrateAndPublish(org.orgId);
});

const published = () => newestNote(checkpointFolder(env().DATA_DIR, org.orgId));
const signer = () => inOrg(org.orgId, async (tx) => ledgerSigner(await keysOf(tx)));
const publishAll = async () => {
  for (const place of configuredPlaces()) await publishAt(org.orgId, place);
};
async function write(): Promise<void> {
  await inOrg(org.orgId, async (tx) => appendEntries(tx, org.admin, [{ action: 'view.create' }], await keysOf(tx)));
  await integrateAndPublish(org.orgId);
}
const verified = async () => verifyWithWitnesses(org.orgId, {});

test.each(['bucket', 'address'] as const)(
  '%s: the newest checkpoint and each one are there, and read back',
  async (kind) => {
    env().LEDGER_PUBLISH = PLACES[kind]();
    await publishAll();
    const first = (await published()) ?? '';
    await write();
    await publishAll();
    const newest = (await published()) ?? '';
    const { size } = openCheckpoint(first, [noteVerifier((await signer()).vkey)]);
    const at = `${pathOf[kind]}/${org.orgId}`;
    expect(kept.get(`${at}/checkpoint`)).toBe(newest);
    expect(kept.get(`${at}/1-${size}`)).toBe(first);
    expect(await readBack(org.orgId)).toEqual({ notes: [newest], away: [] });
    expect(await verified()).toMatchObject({ verdict: 'valid', published: 1 });
  },
);

test.each(['bucket', 'address'] as const)(
  '%s: a database that does not lead to what is there is diverged, and nothing is written over',
  async (kind) => {
    env().LEDGER_PUBLISH = PLACES[kind]();
    const at = `${pathOf[kind]}/${org.orgId}/checkpoint`;
    const other = {
      origin: originOf(org.orgId),
      size: 1_000_000,
      root: hashLeaf('x'),
      state: hashLeaf('s'),
      incarnation: 1,
    };
    kept.set(at, signCheckpoint(other, await signer()));
    const before = kept.get(at);
    await publishAll();
    expect(kept.get(at)).toBe(before);
    expect(await verified()).toMatchObject({ verdict: 'diverged' });
    expect((await eventsOf(org.orgId, 'integrity.failed')).at(-1)).toMatchObject({ facts: { what: 'ledger' } });
  },
);

test('an earlier checkpoint does not take the place of a later one, whoever published that', async () => {
  env().LEDGER_PUBLISH = PLACES.address();
  await publishAll();
  await write();
  // Another process has published it.
  const later = await published();
  const at = `/notes/${org.orgId}/checkpoint`;
  kept.set(at, later ?? '');
  const folder = checkpointFolder(env().DATA_DIR, org.orgId);
  const [first = ''] = await allPublished(folder);
  await writeFile(join(folder, 'checkpoint'), `${first}\u2014 w AAAAAAAA\n`);
  await writeFile(join(folder, 'checkpoints.jsonl'), '');
  await publishAll();
  expect(kept.get(at)).toBe(later);
});

test('what another key signed is not published', async () => {
  env().LEDGER_PUBLISH = PLACES.address();
  const other = { origin: originOf(org.orgId), size: 9_999, root: hashLeaf('x'), state: hashLeaf('s'), incarnation: 1 };
  await publish(
    checkpointFolder(env().DATA_DIR, org.orgId),
    signCheckpoint(other, noteSigner(originOf(org.orgId), randomBytes(32))),
  );
  await publishAll();
  expect([...kept.keys()]).toEqual([]);
});

test('a place that is away, refuses, or has lost it makes it unknown, and neither wrong nor well', async () => {
  env().LEDGER_PUBLISH = PLACES.bucket();
  await publishAll();
  next.push(503);
  expect(await verified()).toMatchObject({
    verdict: 'unknown',
    problem: { what: expect.stringContaining('127.0.0.1') },
  });
  kept.clear();
  expect(await verified()).toMatchObject({ verdict: 'unknown' });
  env().LEDGER_PUBLISH = 'http://127.0.0.1:9/notes';
  expect(await verified()).toMatchObject({ verdict: 'unknown' });
});

test('what failed is tried again; after an hour officers are told, once; what is not there covers nothing', async () => {
  env().LEDGER_PUBLISH = PLACES.address();
  const [place] = configuredPlaces();
  if (!place) throw new Error('No place.');
  expect(await coveredAtPlaces(org.orgId)).toBe(0);
  const failed = async () => {
    const refusing = { ...place, get: async () => null, put: () => place.put('x', '').then(() => {}) };
    next.push(500);
    await publishAt(org.orgId, refusing);
  };
  await failed();
  expect(await eventsOf(org.orgId, 'checkpoint.failed')).toHaveLength(0);
  await ownerSql()`update checkpoint_places set failing_since = now() - interval '2 hours' where org_id = ${org.orgId}`;
  const { setClock } = await import('@/lib/platform/clock');
  for (let minutes = 10; minutes <= 30; minutes += 10) {
    setClock(() => Date.now() + minutes * 60_000);
    await failed();
  }
  expect(await eventsOf(org.orgId, 'checkpoint.failed')).toHaveLength(1);
  setClock(() => Date.now() + 60 * 60_000);
  await publishAll();
  setClock();
  const { size } = openCheckpoint((await published()) ?? '', [noteVerifier((await signer()).vkey)]);
  expect(await coveredAtPlaces(org.orgId)).toBe(size);
});

test('without places all is covered, and nothing is asked', async () => {
  env().LEDGER_PUBLISH = undefined;
  expect(await coveredAtPlaces(org.orgId)).toBe(Number.POSITIVE_INFINITY);
  expect(await readBack(org.orgId)).toEqual({ notes: [], away: [] });
});
