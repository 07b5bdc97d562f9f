/**
 * Enqueues a mail in the transaction of the act that needs it. Guarantees: no act without its mail, no mail without its act;
 * whom to, the facts and a link that opens something are sealed for this very mail, so that nobody reads them in the database
 * and SQL sends nothing to another address. A template keeps the facts it takes and no other.
 * Does not: send. The worker does (`lib/people/outbox`).
 */
import { clock } from '@/lib/platform/clock';
import { sealText } from '@/lib/platform/crypto/detail-cipher';
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { MailFacts } from './template';
import { TEMPLATES, type TemplateName } from './templates';

export interface NewMail {
  /** A person with an account, at the address they have now; or an address. */
  to: { userId: Id } | { email: string; userId?: Id };
  template: TemplateName;
  facts?: MailFacts;
  /** A link that opens something once: its row's id, path and fragment, and when it ends. */
  link?: { id: Id; path: string; expiresAt: Date };
}

/** What a mail holds, as it is sealed. */
export interface MailContent {
  to: string;
  facts: MailFacts;
  /** Path and fragment of its link, where it brings one that opens something. */
  path: string | null;
}

/** What the envelope of a mail is bound to. */
export const mailPlace = (id: Id, template: string): readonly string[] => ['mail', id, template];

/** So long somebody may read one without a link where there is no mail server. */
const KEPT_MS = 7 * 86_400_000;

/** Gives the mail's id. Await it with the statements of the act. @throws not_found when there is no such person */
export async function sendMail(
  tx: Tx,
  { to, template, facts = {}, link }: NewMail,
  at: Date = clock.now(),
): Promise<Id> {
  const id = newId();
  const [about] = await tx.sql<{ organisation: string; email: string | null; name: string | null }[]>`
    select o.name as organisation, u.email, u.name from orgs o
    left join users u on u.org_id = o.org_id and u.id = ${to.userId ?? null}::bigint
    where o.org_id = ${tx.orgId}`;
  const address = 'email' in to ? to.email : about?.email;
  if (!about || !address) throw notFound('The person');
  const all: MailFacts = { organisation: about.organisation, ...(about.name && { name: about.name }), ...facts };
  const kept = Object.fromEntries(
    TEMPLATES[template].takes.flatMap((name) => (name in all ? [[name, all[name]]] : [])),
  );
  const content: MailContent = { to: address, facts: kept as MailFacts, path: link?.path ?? null };
  const sealed = sealText('mail', JSON.stringify(content), await keysOf(tx), mailPlace(id, template));
  const now = at.toISOString();
  const endsAt = (link?.expiresAt ?? new Date(at.getTime() + KEPT_MS)).toISOString();
  await tx.sql`
    insert into mails (org_id, id, template, user_id, link_id, sealed, state, due_at, created_at, ends_at)
    values (${tx.orgId}, ${id}, ${template}, ${to.userId ?? null}, ${link?.id ?? null}, ${sealed.toBytes()}, 'waiting',
      ${now}::timestamptz, ${now}::timestamptz, ${endsAt}::timestamptz)`;
  return id;
}
