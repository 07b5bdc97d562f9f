/**
 * `npm run client -- create --owner EMAIL --name NAME --scopes A,B [--ips A,B] [--org ID]`: makes an API client, for
 * automation, and prints `{client_id, client_secret, refresh_token}` as JSON, nothing else, to stdout.
 */
import { parseArgs } from 'node:util';
import { createClient } from '@/lib/admin/api-clients/create';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { closeClient } from '@/lib/platform/db/client';
import { inTransaction } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { say, sayError } from './say';
import { StartError } from './start-error';

const USAGE = 'npm run client -- create --owner EMAIL --name NAME [--scopes A,B] [--ips A,B] [--org ID]';

interface Owner {
  id: Id;
  orgId: Id;
}

const text = { type: 'string' } as const;
const list = (given: string | undefined) => (given ?? '').split(/[\s,]+/).filter((item) => item !== '');

async function create(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args);
  if (positionals.join() !== 'create' || !values.owner || !values.name) throw new StartError(USAGE);
  const owner = await findOwner(values.owner, values.org);
  const made = await createClient(commandLine(owner.orgId), {
    name: values.name,
    ownerId: owner.id,
    scopes: list(values.scopes),
    allowedIps: list(values.ips),
  });
  const { clientId: client_id, clientSecret: client_secret, refreshToken: refresh_token } = made;
  say(JSON.stringify({ client_id, client_secret, refresh_token }));
}

function readArguments(args: string[]) {
  try {
    const options = { owner: text, name: text, scopes: text, ips: text, org: text };
    return parseArgs({ args, options, allowPositionals: true });
  } catch {
    throw new StartError(USAGE);
  }
}

/** Whoever may run this on the machine holds the root key and the database already. */
const commandLine = (orgId: Id): Context => ({
  orgId,
  actor: { kind: 'system', id: '0', name: 'Command line' },
  rights: STANDARD_PROFILES.Administrator,
  ownerIds: null,
  requestId: `command-${newId()}`,
  ip: null,
  sessionId: null,
  timeZone: 'UTC',
});

async function findOwner(address: string, orgId: string | undefined): Promise<Owner> {
  const email = address.trim().toLowerCase();
  const owners = await inTransaction(async (sql) => {
    await sql`select set_config('app.sign_in_email', ${email}, true)`;
    return sql<Owner[]>`select id, org_id as "orgId" from users where email = ${email} and active order by org_id`;
  });
  const found = owners.filter((owner) => orgId === undefined || owner.orgId === orgId);
  const [only] = found;
  if (!only) throw new StartError('No active user has this email address.');
  if (found.length > 1) {
    throw new StartError(`Name the organisation with --org: ${found.map((owner) => owner.orgId).join(', ')}.`);
  }
  return only;
}

try {
  await create(process.argv.slice(2));
} catch (error) {
  sayError(error);
  if (error instanceof CareledgerError) for (const message of Object.values(error.fields)) sayError(message);
  process.exitCode = 1;
} finally {
  await closeClient();
}
