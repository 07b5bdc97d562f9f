import { z } from 'zod';
import type { Tx } from '../db/transaction';

/** Whether acts by which somebody could read health data wait for a second person, where there is one. */
export const secondPersonSchema = z.object({ required: z.boolean() });
export type SecondPersonSetting = z.infer<typeof secondPersonSchema>;

/** On by default. */
export async function isSecondPersonOn(tx: Tx): Promise<boolean> {
  const [row] = await tx.sql<{ value: unknown }[]>`
    select value from settings where org_id = ${tx.orgId} and key = 'second_person'`;
  const parsed = secondPersonSchema.safeParse(row?.value);
  return parsed.success ? parsed.data.required : true;
}
