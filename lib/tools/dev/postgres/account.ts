/**
 * Who runs the embedded PostgreSQL. It refuses to run as root, so root hands it to the account `postgres`.
 *
 * Where only root may enter the folder (a clone in /root), that account reaches neither the programs nor the data. It
 * then gets one capability, to pass through folders and read files, and no other; access(2) looks at it only with
 * the securebit `no_setuid_fixup`. PostgreSQL's own roles gain nothing: only a superuser reads files, and none can sign in.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { StartError } from '../start-error';

export interface Account {
  /** The owner of the data folder; undefined: whoever runs Careledger. */
  owner?: { uid: number; gid: number };
  /** The command and arguments with which the account runs a program. */
  command(program: string, args: readonly string[]): [string, string[]];
  /** What `spawn` needs beside them. */
  spawn: { uid?: number; gid?: number };
}

/** The whole environment of PostgreSQL's programs: no secret of ours, messages in English. */
export const PLAIN_ENV = { PATH: process.env.PATH, LC_ALL: 'C' } as unknown as NodeJS.ProcessEnv;

// Containers often withhold the first; the second is the only other one that passes through folders.
const CAPABILITIES = ['dac_read_search', 'dac_override'];

/** The account for programs at `program` and data beside `dataFolder`. Throws StartError when it cannot reach them. */
export function accountFor(program: string, dataFolder: string): Account {
  if (process.getuid?.() !== 0) return { command: (file, args) => [file, [...args]], spawn: {} };
  const owner = postgresUser();
  const plain: Account = { owner, command: (file, args) => [file, [...args]], spawn: owner };
  const candidates = [plain, ...CAPABILITIES.map((capability) => withCapability(owner, capability))];
  const found = candidates.find((account) => reaches(account, program, dirname(dataFolder)));
  if (found) return found;
  throw new StartError(
    `The account "postgres" cannot enter ${dirname(dataFolder)}. Run Careledger as an ordinary user, or from a folder that others may enter.`,
  );
}

function withCapability(owner: { uid: number; gid: number }, capability: string): Account {
  const only = `-all,+${capability}`;
  const prefix = [
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
    `--inh-caps=${only}`,
    `--ambient-caps=${only}`,
    `--bounding-set=${only}`,
  ];
  return { owner, command: (file, args) => ['setpriv', [...prefix, file, ...args]], spawn: {} };
}

function reaches(account: Account, program: string, folder: string): boolean {
  const runs = (file: string, args: string[]) => {
    const [command, rest] = account.command(file, args);
    return spawnSync(command, rest, { ...account.spawn, cwd: '/', stdio: 'ignore' }).status === 0;
  };
  return runs('test', ['-x', folder]) && runs(program, ['--version']);
}

function postgresUser(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    addPostgresUser();
    return { uid: id('-u'), gid: id('-g') };
  }
}

function addPostgresUser(): void {
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
      {
        stdio: 'pipe',
      },
    );
  } catch {
    throw new StartError(
      'PostgreSQL refuses to run as root, and the account "postgres" could not be made. Run Careledger as an ordinary user.',
    );
  }
}
