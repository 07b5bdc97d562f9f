/**
 * The first organisation of an installation, made by whoever can read the terminal. Guarantees: its code is in no database and
 * no log: of it a keyed check is kept, under a key that the database does not hold; each start makes another; it is good while
 * there is no organisation, once. No password is made: the administrator chooses one.
 * Against: whoever reaches the server's address before its owner does. Not against: whoever reads the terminal.
 */
import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { browserTimeZone } from '@/lib/people/auth/browser-time-zone';
import { hashPassword } from '@/lib/people/auth/password';
import { faultOfPassword } from '@/lib/people/auth/password-rules';
import { pseudonymOf } from '@/lib/people/auth/secret';
import { newTemporaryPassword } from '@/lib/people/auth/temporary-password';
import { clock } from '@/lib/platform/clock';
import { inTransaction } from '@/lib/platform/db/transaction';
import { conflict, forbidden, invalid } from '@/lib/platform/errors';
import { once } from '@/lib/platform/once';
import { plainLine as line } from '@/lib/platform/plain-line';
import { readInput } from '@/lib/platform/read-input';
import { type CreatedOrg, createOrg } from './create';

export const firstOrgSchema = z.object({
  code: z.string().max(100),
  organisation: line('the name of your organisation', 100),
  name: line('your name', 100),
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254, { error: 'At most 254 characters.' })
    .pipe(z.email({ error: 'Give an email address, like name@example.org.' })),
  password: z.string().max(1000, { error: 'At most 1,000 characters.' }),
  timeZone: browserTimeZone,
});

export type FirstOrg = z.input<typeof firstOrgSchema>;

/** Once there is one, there always is: asked no more in this process. */
const own = once('people/orgs/first-run', () => ({ isOver: false }));

/** Whether there is no organisation yet. */
export async function isFirstRun(): Promise<boolean> {
  if (own.isOver) return false;
  const [row] = await inTransaction(async (sql) => {
    await sql`select set_config('app.every_org', 'on', true)`;
    return sql<[{ some: boolean }]>`select exists (select from orgs) as some`;
  });
  own.isOver = row.some;
  return !own.isOver;
}

const macOf = (code: string): Buffer => pseudonymOf('first run', code.toLowerCase().replace(/[^a-z0-9]/g, ''));

/** Makes the code of this start, to be printed and kept nowhere. The one before is good for nothing any more. */
export async function offerFirstRun(at: Date = clock.now()): Promise<string> {
  const code = newTemporaryPassword();
  await inTransaction(
    (sql) => sql`
      insert into limits.first_run (code_mac, made_at) values (${macOf(code)}, ${at.toISOString()}::timestamptz)
      on conflict (one) do update set code_mac = excluded.code_mac, made_at = excluded.made_at`,
  );
  return code;
}

/**
 * Makes the first organisation and its administrator.
 * @throws invalid with the fields; forbidden for a wrong code; conflict when there is an organisation
 */
export async function makeFirstOrg(input: FirstOrg): Promise<CreatedOrg> {
  const { code, organisation, name, email, password, timeZone } = readInput(firstOrgSchema, input);
  const fault = faultOfPassword(password, { name, email, organisation });
  if (fault) throw invalid('Some of what you gave is not right.', { fields: { password: fault } });
  if (!(await isFirstRun())) throw isOver();
  const passwordHash = await hashPassword(password);
  return createOrg({
    name: organisation,
    administrator: { name, email, passwordHash, timeZone },
    async first(sql) {
      // Two at once follow one another by this row.
      const [offer] = await sql<{ mac: Buffer }[]>`delete from limits.first_run returning code_mac as mac`;
      if (!offer) throw isOver();
      if (!timingSafeEqual(offer.mac, macOf(code))) {
        throw forbidden('This is not the code that the terminal shows. Each start shows another.', { reason: 'CODE' });
      }
    },
  });
}

const isOver = () => conflict('The first organisation was made already. Sign in, or ask for an invitation.');
