import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { envSchema, parseEnv, rootKeyFile } from '@/lib/platform/env';

test('every variable stands in .env.example with a line that says what it is, and no other does', () => {
  const lines = readFileSync('.env.example', 'utf8').split('\n');
  const named = lines.flatMap((line, at) => {
    const name = /^([A-Z_]+)=/.exec(line)?.[1];
    return name ? [{ name, explained: lines[at - 1]?.startsWith('# ') }] : [];
  });
  expect(named.map((entry) => entry.name)).toEqual(Object.keys(envSchema.shape));
  expect(named.filter((entry) => !entry.explained)).toEqual([]);
});

test('.env.example as it stands is a right environment and changes no default', () => {
  const source = Object.fromEntries(
    readFileSync('.env.example', 'utf8')
      .split('\n')
      .filter((line) => /^[A-Z_]+=/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  expect(parseEnv(source)).toEqual(parseEnv({}));
});

test('an empty variable counts as unset', () => {
  expect(parseEnv({ PORT: '', DATABASE_URL: '' })).toMatchObject({ PORT: 3000, DATABASE_PREPARE: true });
});

test('the root key file follows DATA_DIR unless it is set', () => {
  expect(rootKeyFile(parseEnv({ DATA_DIR: '/srv/c' }))).toBe('/srv/c/keys/root.key');
  expect(rootKeyFile(parseEnv({ DATA_DIR: '/srv/c', ROOT_KEY_FILE: '/run/root.key' }))).toBe('/run/root.key');
});

test('a wrong environment gives one line that names the variables and repeats no value', () => {
  const read = () => parseEnv({ PORT: 'forty', ROOT_KEY: 'secret-root', DATABASE_URL: 'mysql://a:hidden@b/c' });
  expect(read).toThrow(/PORT .*DATABASE_URL .*ROOT_KEY /);
  expect(read).not.toThrow(/secret-root|hidden|forty|\n/);
});
