/** Makes a cluster, its database and its two roles. Nothing listens while this runs. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../start-error';
import { type Account, PLAIN_ENV } from './account';
import type { Binaries } from './binaries';
import { APP, type Connections, DATABASE, OWNER } from './connection-file';

/** Makes `folder` a cluster if it is none yet. A half-made one from an interrupted start is thrown away. */
export function ensureCluster(folder: string, binaries: Binaries, account: Account, durable: boolean): void {
  if (existsSync(join(folder, 'PG_VERSION'))) {
    const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
    if (found === binaries.version) return;
    throw new StartError(
      `${folder} was made by PostgreSQL ${found}, this version brings ${binaries.version}. Dump it with the old version and load it anew.`,
    );
  }
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  if (account.owner) chownSync(draft, account.owner.uid, account.owner.gid);
  // The built-in locale sorts and folds the same on every machine, so the folder can be moved.
  const options = ['--username=postgres', '--auth-local=peer', '--auth-host=scram-sha-256', '--encoding=UTF8'];
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'];
  run(account, binaries.initdb, [`--pgdata=${draft}`, ...options, ...locale, ...(durable ? [] : ['--no-sync'])]);
  renameSync(draft, folder);
}

/**
 * Sets both roles' passwords, and makes roles and database where they are missing, by the single-user mode: so the
 * superuser needs no password, and without one nobody signs in as it. The owner may dump (row-level security would
 * stop it otherwise) and make the app's group role; the app's role may nothing by itself.
 */
export function ensureRoles(folder: string, binaries: Binaries, account: Account, connections: Connections): void {
  const role = (name: string, attributes: string, url: string) =>
    `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}') THEN CREATE ROLE ${name}; END IF; END $$;\n` +
    `ALTER ROLE ${name} LOGIN NOSUPERUSER ${attributes} PASSWORD '${new URL(url).password}';\n`;
  const statements =
    role(OWNER, 'BYPASSRLS CREATEROLE CREATEDB', connections.owner) +
    role(APP, 'NOBYPASSRLS NOCREATEROLE NOCREATEDB', connections.app) +
    `GRANT pg_monitor, pg_signal_backend TO ${OWNER};\n` +
    `CREATE DATABASE ${DATABASE} OWNER ${OWNER};\n`;
  run(account, binaries.postgres, ['--single', '-D', folder, '-c', 'log_min_messages=panic', 'postgres'], statements);
}

function run(account: Account, program: string, args: string[], input = ''): void {
  const [command, rest] = account.command(program, args);
  const ended: SpawnSyncReturns<string> = spawnSync(command, rest, {
    ...account.spawn,
    cwd: '/',
    input,
    encoding: 'utf8',
    env: PLAIN_ENV,
  });
  if (ended.status === 0) return;
  const reason = (ended.stderr ?? '').trim().split('\n').at(-1) || ended.error?.message || `exit ${ended.status}`;
  throw new StartError(`The embedded PostgreSQL could not be made: ${reason}`);
}
