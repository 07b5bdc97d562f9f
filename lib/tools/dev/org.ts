/**
 * `npm run org -- create --name NAME --email EMAIL --person NAME`: makes one more organisation, and prints the link by which its
 * first administrator chooses a password. The link is shown only then, works once, for 72 hours.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createOrg } from '@/lib/people/orgs/create';
import { makePasswordLink } from '@/lib/people/users/password-links/link';
import { newUserSchema } from '@/lib/people/users/schemas';
import { clock } from '@/lib/platform/clock';
import { systemContext } from '@/lib/platform/context';
import { closeClient } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { CareledgerError } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { plainLine } from '@/lib/platform/plain-line';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { say, sayError } from './say';
import { StartError } from './start-error';

const USAGE = 'npm run org -- create --name NAME --email EMAIL --person NAME';
const OPEN_HOURS = 72;
/** No password opens the account until one is chosen. */
const NO_PASSWORD = 'none';

const schema = z.object({
  name: plainLine('the name of the organisation', 100),
  email: newUserSchema.shape.email,
  person: newUserSchema.shape.name,
});

async function create(args: string[]): Promise<void> {
  const { name, email, person } = readInput(schema, readArguments(args));
  const made = await createOrg({ name, administrator: { name: person, email, passwordHash: NO_PASSWORD } });
  const ctx = systemContext(made.orgId, `command-${newId()}`);
  const action = 'user.ask_password';
  const at = clock.now();
  const link = await mutate(
    { ...ctx, actor: { kind: 'system', id: '0', name: 'Command line' } },
    action,
    async (tx) => {
      const user = { id: made.administratorId, email, passwordHash: NO_PASSWORD };
      const value = await makePasswordLink(tx, user, { at, hours: OPEN_HOURS });
      return { value, entries: [{ action, subjectId: made.administratorId, facts: { link: value.id } }] };
    },
  );
  const address = (env().NEXTAUTH_URL ?? '').replace(/\/$/, '');
  say(`Made the organisation ${made.orgId}. Its administrator chooses a password here, once, within 72 hours:`);
  say(`${address}${link.path}`);
}

function readArguments(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    const options = { name: text, email: text, person: text };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (positionals.join() === 'create' && values.name && values.email && values.person) return values;
  } catch {
    // As what is missing.
  }
  throw new StartError(USAGE);
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
