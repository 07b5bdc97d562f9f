import type { Tx } from '@/lib/platform/db/transaction';
import { readSetting } from '@/lib/protection/integrity/setting';
import { secondPersonSchema } from './setting-schema';

/** On by default, and when it was switched off otherwise than by Careledger: that is an event. */
export async function isSecondPersonOn(tx: Tx): Promise<boolean> {
  const stored = await readSetting(tx, 'second_person');
  const parsed = secondPersonSchema.safeParse(stored.state === 'kept' ? stored.value : undefined);
  return !parsed.success || parsed.data.required;
}
