import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OpenError } from '../open-error';
import { envProvider } from './env';
import { localFileProvider } from './local-file';

const aad = Buffer.from('org and key');
const dataKey = randomBytes(32);
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'careledger-keys-'));
  path = join(folder, 'root.key');
});

afterEach(() => rm(folder, { recursive: true }));

async function refused(act: Promise<unknown>): Promise<string> {
  const error = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'RootKeyError', code: 'internal' });
  const { message } = error as Error;
  expect(message).not.toContain('\n');
  return message;
}

describe('wrapping', () => {
  const provider = envProvider('0f'.repeat(32));

  test('gives the data key back with the same associated data only', async () => {
    const wrapped = await provider.wrap(dataKey, aad);
    expect(await provider.unwrap(wrapped, aad)).toEqual(dataKey);
    await expect(provider.unwrap(wrapped, Buffer.from('another'))).rejects.toThrow(OpenError);
  });

  test('gives other bytes each time, and never the key', async () => {
    const [first, second] = [await provider.wrap(dataKey, aad), await provider.wrap(dataKey, aad)];
    expect(first).not.toEqual(second);
    expect(first.includes(dataKey)).toBe(false);
  });

  test('wraps nothing that is not a data key', async () => {
    await expect(provider.wrap(Buffer.alloc(31), aad)).rejects.toThrow('32 bytes');
  });
});

describe('the root key from the environment', () => {
  test('is 64 hex characters in either case', async () => {
    const wrapped = await envProvider('ab'.repeat(32)).wrap(dataKey, aad);
    expect(await envProvider('AB'.repeat(32)).unwrap(wrapped, aad)).toEqual(dataKey);
  });

  test.each(['', 'ab', 'zz'.repeat(32), `${'ab'.repeat(32)}\n`, 'ab'.repeat(33)])('is not %j', async (text) => {
    const message = await refused(Promise.resolve().then(() => envProvider(text)));
    expect(message).toBe('The root key in the environment is not 64 hex characters.');
  });
});

describe('the root key file', () => {
  test('is made with 64 hex characters and mode 0600, in a folder for its owner only, and read again', async () => {
    const nested = join(folder, 'keys', 'root.key');
    const wrapped = await (await localFileProvider(nested, { create: true })).wrap(dataKey, aad);
    expect(await readFile(nested, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    expect((await stat(nested)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'keys'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(folder, 'keys'))).toEqual(['root.key']);
    expect(await (await localFileProvider(nested)).unwrap(wrapped, aad)).toEqual(dataKey);
  });

  test('is never made over one that is there', async () => {
    await localFileProvider(path, { create: true });
    const before = await readFile(path, 'utf8');
    await localFileProvider(path, { create: true });
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  test('is one for all when many start at once', async () => {
    const starts = Array.from({ length: 20 }, () => localFileProvider(path, { create: true }));
    const providers = await Promise.all(starts);
    const wrapped = await providers[0]?.wrap(dataKey, aad);
    for (const provider of providers) expect(await provider.unwrap(wrapped as Buffer, aad)).toEqual(dataKey);
    expect(await readdir(folder)).toEqual(['root.key']);
  });

  test('that another start has made in the meantime is kept', async () => {
    const theirs = `${'ab'.repeat(32)}\n`;
    const hasDraft = () => readdirSync(folder).some((name) => name.startsWith('root.key.'));
    const start = localFileProvider(path, { create: true });
    while (!hasDraft() && !existsSync(path)) await setImmediate();
    // Between the draft and its link; when the link was faster, there is nothing to show.
    if (!existsSync(path)) writeFileSync(path, theirs, { mode: 0o600 });
    const before = readFileSync(path, 'utf8');
    const wrapped = await (await start).wrap(dataKey, aad);
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(await (await localFileProvider(path)).unwrap(wrapped, aad)).toEqual(dataKey);
  });

  test('may be moved to the environment', async () => {
    const wrapped = await (await localFileProvider(path, { create: true })).wrap(dataKey, aad);
    const hex = (await readFile(path, 'utf8')).trim();
    expect(await envProvider(hex).unwrap(wrapped, aad)).toEqual(dataKey);
  });

  test('that is missing is said to be missing, and not made', async () => {
    expect(await refused(localFileProvider(path))).toContain(`Root key file ${path} is missing`);
    expect(await readdir(folder)).toEqual([]);
  });

  test.each([
    ['empty', ''],
    ['short', 'abcdef\n'],
    ['no hex', `${'z'.repeat(64)}\n`],
    ['two lines', `${'a'.repeat(64)}\n\n`],
    ['two keys', `${'a'.repeat(64)}\n${'b'.repeat(64)}\n`],
  ])('that is malformed (%s) is refused, without showing it and without replacing it', async (_what, content) => {
    await writeFile(path, content, { mode: 0o600 });
    const message = await refused(localFileProvider(path, { create: true }));
    expect(message).toBe(`Root key file ${path} is malformed: it should hold 64 hex characters.`);
    expect(await readFile(path, 'utf8')).toBe(content);
  });

  test.each([0o644, 0o640, 0o660, 0o604, 0o700])('with permissions %o is refused', async (mode) => {
    await localFileProvider(path, { create: true });
    await chmod(path, mode);
    const message = await refused(localFileProvider(path));
    expect(message).toContain(`has permissions 0${mode.toString(8)}`);
    expect(message).toContain('chmod 600');
  });

  test('with fewer permissions is fine', async () => {
    await localFileProvider(path, { create: true });
    await chmod(path, 0o400);
    await expect(localFileProvider(path)).resolves.toMatchObject({ id: 'local-file' });
  });

  test('that is a folder, or a loop of links, is refused', async () => {
    await mkdir(path);
    expect(await refused(localFileProvider(path))).toContain(path);
    const loop = join(folder, 'loop.key');
    await symlink(loop, loop);
    expect(await refused(localFileProvider(loop))).toContain('cannot be read: ELOOP');
  });

  test('that cannot be made is refused in words', async () => {
    await writeFile(path, 'a file, not a folder');
    const below = join(path, 'root.key');
    expect(await refused(localFileProvider(below, { create: true }))).toContain(below);
  });
});
