/**
 * Tells people something, in the transaction of the act it is about. Guarantees: no act without its notice, no notice
 * without its act. Facts are those of ledger entries: ids, counts, names of people, settings and fields, never values.
 */

import type { OrgRight } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { isByDefault, isChosen, topicOf } from './by-mail';
import type { Facts, NoticeKind } from './kinds';

/** Active people by id, or all whose profile has a right (`readWholeLedger`: officers), but for `except`. */
export type NoticeTo = { userIds: readonly Id[] } | { right: OrgRight; except?: Id };

export interface NewNotice {
  kind: NoticeKind;
  facts?: Facts;
  /** What the notice's link is made of. */
  subjectId?: Id;
  module?: string;
  recordId?: Id;
}

/**
 * Writes a notice for each of `to`, once a person. Starts one statement; await it with those of the act.
 * @param to one or several.
 */
export async function notify(
  tx: Tx,
  to: NoticeTo | readonly NoticeTo[],
  { kind, facts = {}, subjectId, module, recordId }: NewNotice,
  at: Date = clock.now(),
): Promise<void> {
  const all = Array.isArray(to) ? (to as readonly NoticeTo[]) : [to as NoticeTo];
  const userIds = all.flatMap((one) => ('userIds' in one ? one.userIds : []));
  const topic = topicOf(kind);
  const byRight = all.flatMap((one) => ('right' in one ? [{ right: one.right, except: one.except ?? '0' }] : []));
  await tx.sql`
    insert into notices (org_id, user_id, id, kind, facts, subject_id, module, record_id, at, to_mail)
    select u.org_id, u.id, ${newId()}, ${kind}, ${JSON.stringify(facts)}::text::jsonb, ${subjectId ?? null},
      ${module ?? null}, ${recordId ?? null}, ${at.toISOString()}::timestamptz,
      coalesce(case when ${isChosen(topic)} then c.by_mail end, ${isByDefault(topic)})
    from users u
    join profiles p on p.org_id = u.org_id and p.id = u.profile_id
    left join mail_choices c on c.org_id = u.org_id and c.user_id = u.id and c.topic = ${topic}
    where u.org_id = ${tx.orgId} and u.active and (
      u.id = any(${userIds}::bigint[])
      or exists (
        select 1 from jsonb_to_recordset(${JSON.stringify(byRight)}::text::jsonb) as b ("right" text, "except" bigint)
        where p.rights -> 'org' ? b."right" and u.id <> b."except"))`;
}
