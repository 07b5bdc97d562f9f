import type { Tx } from '../db/transaction';
import { isKept, type KeptState, noteForeignRow } from '../integrity/kept-state';
import { type SecondPersonSetting, secondPersonSchema } from './setting-schema';

/** On by default, and when it was switched off otherwise than by Careledger: that is an event. */
export async function isSecondPersonOn(tx: Tx): Promise<boolean> {
  const [row] = await tx.sql<{ value: unknown }[]>`
    select value from settings where org_id = ${tx.orgId} and key = 'second_person'`;
  const parsed = secondPersonSchema.safeParse(row?.value);
  if (!parsed.success || parsed.data.required) return true;
  if (await isKept(tx, keptOf(tx, parsed.data))) return false;
  await noteForeignRow(tx, 'setting', tx.orgId);
  return true;
}

/** What the check of the setting is over. */
export const keptOf = (tx: Tx, { required }: SecondPersonSetting): KeptState => ({
  subject: 'second_person',
  id: tx.orgId,
  state: { required },
});
