import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { inOrg } from '@/lib/platform/db/transaction';
import { newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { openFile } from '@/lib/protection/disclose/notes-and-files';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { removeLeftovers } from './leftovers';
import { type FilePlace, filesFolder, hasFile, readSealedFile, removeFile, writeSealedFile } from './store';

let org: TestOrg;
let keys: OrgKeys;

beforeAll(async () => {
  org = await makeOrg();
  keys = await inOrg(org.orgId, keysOf);
});

const newPlace = (): FilePlace => ({ orgId: org.orgId, fileId: newId() });
const namesOf = ({ orgId, fileId }: FilePlace) => {
  const folder = join(filesFolder(), orgId);
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(fileId)) : [];
};

async function read(place: FilePlace): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await openFile(place.orgId, place.fileId, await readSealedFile(place))) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test('what was written is read again, larger than a chunk too, and on the disk nothing of it is clear', async () => {
  const place = newPlace();
  const line = 'Jane Roe, SSN 123-45-6789\n';
  const text = line.repeat(10_000);
  const { sizeBytes } = await writeSealedFile(keys, place, Readable.from([text.slice(0, 9), text.slice(9)]));
  expect(sizeBytes).toBe(text.length);
  expect(await read(place)).toBe(text);
  const path = join(filesFolder(), place.orgId, place.fileId);
  expectAbsent(readFileSync(path, 'latin1'), '123-45-6789', 'Jane Roe');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('an empty file is a file', async () => {
  const place = newPlace();
  expect(await writeSealedFile(keys, place, Readable.from([]))).toEqual({ sizeBytes: 0 });
  expect(await read(place)).toBe('');
});

test('a file that is written again is replaced at once', async () => {
  const place = newPlace();
  await writeSealedFile(keys, place, Readable.from(['first']));
  await writeSealedFile(keys, place, Readable.from(['second']));
  expect(await read(place)).toBe('second');
});

test('a source that fails leaves nothing, and what was there before stays', async () => {
  const place = newPlace();
  const failing = () =>
    Readable.from(
      (async function* () {
        yield 'x'.repeat(200_000);
        throw new Error('the line broke');
      })(),
    );
  await expect(writeSealedFile(keys, place, failing())).rejects.toThrow('the line broke');
  expect(namesOf(place)).toEqual([]);
  await writeSealedFile(keys, place, Readable.from(['before']));
  await expect(writeSealedFile(keys, place, failing())).rejects.toThrow('the line broke');
  expect(await read(place)).toBe('before');
  expect(namesOf(place)).toEqual([place.fileId]);
});

test('more bytes than allowed are refused in words, and nothing stays', async () => {
  const place = newPlace();
  const source = Readable.from(Array.from({ length: 30 }, () => Buffer.alloc(100_000)));
  await expect(writeSealedFile(keys, place, source, { maxBytes: 2_000_000 })).rejects.toMatchObject({
    code: 'invalid',
    message: 'The file is larger than 2 MB.',
  });
  expect(namesOf(place)).toEqual([]);
});

test('a signal stops the writing, and nothing stays', async () => {
  const place = newPlace();
  const stop = new AbortController();
  const endless = Readable.from(
    (async function* () {
      for (;;) {
        await wait(5);
        yield 'x'.repeat(1000);
      }
    })(),
  );
  const writing = writeSealedFile(keys, place, endless, { signal: stop.signal });
  setTimeout(() => stop.abort(), 60);
  await expect(writing).rejects.toMatchObject({ name: 'AbortError' });
  expect(namesOf(place)).toEqual([]);
});

test('a full disk is said in words, and nothing stays', async () => {
  const place = newPlace();
  // The kernel's own full disk: every write to it fails as one does when no space is left.
  mkdirSync(join(filesFolder(), place.orgId), { recursive: true });
  symlinkSync('/dev/full', join(filesFolder(), place.orgId, `${place.fileId}.part`));
  await expect(writeSealedFile(keys, place, Readable.from(['x'.repeat(200_000)]))).rejects.toMatchObject({
    code: 'internal',
    message: 'The disk has no space left. Nothing was saved.',
  });
  expect(namesOf(place)).toEqual([]);
});

test('a file does not open in another place, and a cut one says so', async () => {
  const place = newPlace();
  await writeSealedFile(keys, place, Readable.from(['x'.repeat(200_000)]));
  const path = join(filesFolder(), place.orgId, place.fileId);
  const other = newPlace();
  writeFileSync(join(filesFolder(), other.orgId, other.fileId), readFileSync(path));
  await expect(read(other)).rejects.toMatchObject({ name: 'OpenError' });
  writeFileSync(path, readFileSync(path).subarray(0, 100_000));
  await expect(read(place)).rejects.toMatchObject({ name: 'TruncatedError' });
});

test('a file that was removed is not found; removing it twice is fine', async () => {
  const place = newPlace();
  await writeSealedFile(keys, place, Readable.from(['x']));
  await removeFile(place);
  await removeFile(place);
  expect(await hasFile(place)).toBe(false);
  await expect(readSealedFile(place)).rejects.toMatchObject({ code: 'not_found' });
});

test.each(['../1', '1/2', '', 'x', '1.part'])('an id that is none, %j, is no place', async (fileId) => {
  await expect(hasFile({ orgId: org.orgId, fileId })).rejects.toMatchObject({ code: 'internal' });
});

test('halves that a crash left are removed once they are old, whole files never', async () => {
  const place = newPlace();
  await writeSealedFile(keys, place, Readable.from(['x']));
  const half = (name: string, ageMs: number) => {
    const path = join(filesFolder(), org.orgId, name);
    writeFileSync(path, 'half');
    utimesSync(path, new Date(), new Date(Date.now() - ageMs));
    return path;
  };
  const old = half('77.part', 2 * 3_600_000);
  const young = half('78.part', 0);
  utimesSync(join(filesFolder(), place.orgId, place.fileId), new Date(0), new Date(0));
  await removeLeftovers(new Date(Date.now() - 3_600_000));
  expect([existsSync(old), existsSync(young), await hasFile(place)]).toEqual([false, true, true]);
});
