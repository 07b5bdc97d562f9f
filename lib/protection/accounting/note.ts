/**
 * Lines of the accounting of disclosures (45 CFR 164.528). Guarantees: written in the transaction of the exit's event, so
 * none without the other; of a value that is not marked there is none. Names of fields and ids, never values.
 */
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';

/** The ways by which marked values leave the organisation, or come into a person's hands as a file. */
export const EXITS = ['api', 'export', 'print', 'subject_export', 'app', 'extract', 'transcript'] as const;
export type Exit = (typeof EXITS)[number];

export interface Disclosure {
  exit: Exit;
  /** Who received it: a person's or an app's name, 164.528(b)(2)(ii). */
  recipient: string;
  /** Where they are, if known: an app's address. */
  address?: string;
  /** A purpose of `lib/protection/compliance/purposes.ts`, or the exit's own. */
  purpose: string;
  moduleId?: Id;
  /** API names of the marked fields that left. */
  fields: readonly string[];
  recordIds?: readonly Id[];
  conversationId?: Id;
  /** The connection, client or job. */
  subjectId?: Id;
}

/** Writes a line for each of several exits, in one statement. Without marked fields and conversation there is nothing to write. */
export async function noteDisclosures(
  tx: Tx,
  ctx: Context,
  all: readonly Disclosure[],
  at: Date = clock.now(),
): Promise<void> {
  const lines = all
    .filter(({ fields, conversationId }) => fields.length > 0 || conversationId)
    .map((one) => ({ ...one, id: newId() }));
  if (lines.length === 0) return;
  const rows = lines.map((one) => ({
    id: one.id,
    exit: one.exit,
    recipient: one.recipient,
    address: one.address ?? '',
    purpose: one.purpose,
    module: one.moduleId ?? null,
    fields: one.fields,
    conversation: one.conversationId ?? null,
    subject: one.subjectId ?? null,
  }));
  const of = lines.flatMap(({ id, recordIds = [] }) => recordIds.map((record) => ({ id, record })));
  await tx.sql`
    with lines as (
      insert into disclosures (org_id, id, at, exit, recipient, address, purpose, module_id, fields, conversation_id, actor_id, subject_id)
      select ${tx.orgId}, l.id, ${at.toISOString()}::timestamptz, l.exit, l.recipient, l.address, l.purpose, l.module, l.fields,
        l.conversation, ${ctx.actor.id}, l.subject
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as l (id bigint, exit text, recipient text, address text, purpose text, module bigint, fields text[],
          conversation bigint, subject bigint)
      returning id)
    insert into disclosure_records (org_id, record_id, disclosure_id)
    select ${tx.orgId}, r.record, lines.id
    from unnest(${of.map(({ id }) => id)}::bigint[], ${of.map(({ record }) => record)}::bigint[]) as r (id, record)
    join lines on lines.id = r.id`;
}
