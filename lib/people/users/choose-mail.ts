import { CHOSEN_TOPICS, isByDefault, type MailTopic, TOPICS } from '@/lib/people/notices/by-mail';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { type MailChoices, mailChoicesSchema } from './schemas';

export interface MailChoice {
  topic: MailTopic;
  label: string;
  words: string;
  byMail: boolean;
  /** Nobody turns it off. */
  isFixed: boolean;
}

/** Which notices the asker gets by mail. */
export async function listMailChoices(ctx: Context): Promise<MailChoice[]> {
  const wanted = await inOrg(ctx.orgId, (tx) => wantedBy(tx, ctx));
  const shown = (Object.keys(TOPICS) as MailTopic[]).filter((topic) => TOPICS[topic].byMail !== 'never');
  return shown.map((topic) => ({
    topic,
    label: TOPICS[topic].label,
    words: TOPICS[topic].words,
    isFixed: TOPICS[topic].byMail === 'always',
    byMail: TOPICS[topic].byMail === 'always' || wanted.has(topic),
  }));
}

/** Chooses the topics that come by mail, of those that one may choose. */
export async function chooseMail(ctx: Context, input: MailChoices): Promise<void> {
  const { topics } = readInput(mailChoicesSchema, input);
  const action = 'user.choose_mail';
  await mutate(ctx, { action, subjectId: ctx.actor.id }, async (tx) => {
    const before = await wantedBy(tx, ctx);
    const changed = CHOSEN_TOPICS.filter((topic) => before.has(topic) !== topics.includes(topic));
    if (changed.length === 0) return unchanged();
    const rows = changed.map((topic) => ({ topic, by_mail: topics.includes(topic) }));
    await tx.sql`
      insert into mail_choices (org_id, user_id, topic, by_mail)
      select ${tx.orgId}, ${ctx.actor.id}, r.topic, r.by_mail
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (topic text, by_mail boolean)
      on conflict (org_id, user_id, topic) do update set by_mail = excluded.by_mail`;
    return { value: undefined, entries: [{ action, subjectId: ctx.actor.id, fields: changed }] };
  });
}

async function wantedBy(tx: Tx, ctx: Context): Promise<ReadonlySet<MailTopic>> {
  const rows = await tx.sql<{ topic: MailTopic; byMail: boolean }[]>`
    select topic, by_mail as "byMail" from mail_choices where org_id = ${tx.orgId} and user_id = ${ctx.actor.id}`;
  const chosen = new Map(rows.map(({ topic, byMail }) => [topic, byMail]));
  return new Set(CHOSEN_TOPICS.filter((topic) => chosen.get(topic) ?? isByDefault(topic)));
}
