import { assertOrgRight } from '@/lib/people/auth/permissions';
import { templateOf } from '@/lib/people/mail/templates';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { type Id, isId } from '@/lib/platform/ids';
import { wordsOfProblem } from './problems';

export interface MailDto {
  id: Id;
  /** What kind of mail: `Invitation`. */
  what: string;
  /** A person's name, or an address that was invited; null for one that is there no more. */
  to: string | null;
  state: 'waiting' | 'kept' | 'sent' | 'given_up' | 'over';
  /** Why the last try failed, in words. */
  problem: string | null;
  tries: number;
  /** It can be read. */
  isHere: boolean;
  /** ISO times. */
  createdAt: string;
  sentAt: string | null;
}

export interface MailPage {
  mails: MailDto[];
  /** Id to ask the next page with; null on the last. */
  after: Id | null;
}

const PAGE_SIZE = 50;

/** Mails of the organisation, the newest first: to whom and how far each is, nothing of what it says. @throws forbidden */
export async function listMails(ctx: Context, given: { after?: string } = {}): Promise<MailPage> {
  assertOrgRight(ctx, 'manageUsers');
  const after = isId(given.after) ? given.after : null;
  const rows = await inOrg(
    ctx.orgId,
    (tx) => tx.sql<(Omit<MailDto, 'what'> & { template: string })[]>`
      select m.id, m.template, coalesce(u.name, i.email) as "to", m.state, m.problem, m.tries,
        m.sealed is not null as "isHere",
        to_char(m.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
        to_char(m.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "sentAt"
      from mails m
      left join users u on u.org_id = m.org_id and u.id = m.user_id
      left join invitations i on i.org_id = m.org_id and i.id = m.link_id
      where m.org_id = ${tx.orgId} and (${after}::bigint is null or m.id < ${after}::bigint)
      order by m.id desc limit ${PAGE_SIZE + 1}`,
  );
  const mails = rows.slice(0, PAGE_SIZE).map(({ template, problem, ...row }) => ({
    ...row,
    what: templateOf(template)?.label ?? template,
    problem: problem === null ? null : wordsOfProblem(problem),
  }));
  return { mails, after: rows.length > PAGE_SIZE ? (mails.at(-1)?.id ?? null) : null };
}
