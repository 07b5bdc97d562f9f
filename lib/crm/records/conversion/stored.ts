import { clock } from '@/lib/platform/clock';
import type { MovedAlong } from '@/lib/platform/db/schema/conversions';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { UNDO_HOURS } from './targets';

export interface Conversion {
  id: Id;
  leadId: Id;
  contactId: Id;
  accountId: Id | null;
  dealId: Id | null;
  made: Id[];
  moved: MovedAlong;
  /** ISO time. */
  convertedAt: string;
  convertedBy: Id;
}

/** A conversion that is in force. */
export async function findConversion(
  tx: Tx,
  { leadId, conversionId }: { leadId: Id; conversionId: Id },
): Promise<Conversion | undefined> {
  const [row] = await tx.sql<Conversion[]>`
    select id, lead_id as "leadId", contact_id as "contactId", account_id as "accountId", deal_id as "dealId",
      made::text[] as made, moved, converted_by as "convertedBy",
      to_char(converted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "convertedAt"
    from conversions where org_id = ${tx.orgId} and id = ${conversionId} and lead_id = ${leadId}`;
  return row;
}

/** When it can be undone no more. */
export const undoneUntil = ({ convertedAt }: Pick<Conversion, 'convertedAt'>): Date =>
  new Date(Date.parse(convertedAt) + UNDO_HOURS * 3_600_000);

export const isOver = (conversion: Pick<Conversion, 'convertedAt'>): boolean =>
  undoneUntil(conversion).getTime() <= clock.nowMs();
