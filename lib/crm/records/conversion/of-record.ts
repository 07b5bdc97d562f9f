import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { lookupNames } from '../names';
import { type RecordRef, requireVisible } from '../record-access';
import { type Conversion, isOver, undoneUntil } from './stored';
import { LEADS, TARGETS } from './targets';

/** A record of a conversion, as the asker may see it. */
export interface ConvertedLink {
  /** What it is, such as "Contact". */
  kind: string;
  name: string;
  href: string;
}

export interface ConversionOfRecord {
  id: Id;
  leadId: Id;
  /** ISO time. */
  at: string;
  by: string;
  /** Null for those who may not see it. */
  lead: ConvertedLink | null;
  /** What the lead became; without what the asker may not see. */
  to: ConvertedLink[];
  /** ISO time until which it can be undone; null when that is over. */
  undoUntil: string | null;
}

type Row = Pick<Conversion, 'id' | 'leadId' | 'contactId' | 'accountId' | 'dealId' | 'convertedAt'> & { by: string };

const MOST = 10;

/** The conversion of a lead; of a contact, an account or a deal those that it came of, the newest first. @throws forbidden; not_found */
export async function conversionsOf(ctx: Context, ref: RecordRef): Promise<ConversionOfRecord[]> {
  if (ref.module !== LEADS && !TARGETS.some((name) => name === ref.module)) return [];
  return inOrg(ctx.orgId, async (tx) => {
    await requireVisible(tx, ctx, ref);
    const rows = await tx.sql<Row[]>`
      select c.id, c.lead_id as "leadId", c.contact_id as "contactId", c.account_id as "accountId", c.deal_id as "dealId",
        to_char(c.converted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "convertedAt",
        coalesce(u.name, 'a former user') as by
      from conversions c left join users u on u.org_id = c.org_id and u.id = c.converted_by
      where c.org_id = ${tx.orgId} and ${columnOf(tx, ref.module)} = ${ref.recordId}
      order by c.id desc limit ${MOST}`;
    return inWords(tx, ctx, rows);
  });
}

const COLUMNS = { Leads: 'lead_id', Contacts: 'contact_id', Accounts: 'account_id', Deals: 'deal_id' } as const;

const columnOf = (tx: Tx, module: string) => tx.sql`c.${tx.sql(COLUMNS[module as keyof typeof COLUMNS])}`;

async function inWords(tx: Tx, ctx: Context, rows: readonly Row[]): Promise<ConversionOfRecord[]> {
  if (rows.length === 0) return [];
  const idsOf = (id: (row: Row) => Id | null) => rows.flatMap((row) => id(row) ?? []);
  const [leads, accounts, contacts, deals] = await Promise.all([
    lookupNames(
      tx,
      ctx,
      LEADS,
      idsOf(({ leadId }) => leadId),
    ),
    lookupNames(
      tx,
      ctx,
      'Accounts',
      idsOf(({ accountId }) => accountId),
    ),
    lookupNames(
      tx,
      ctx,
      'Contacts',
      idsOf(({ contactId }) => contactId),
    ),
    lookupNames(
      tx,
      ctx,
      'Deals',
      idsOf(({ dealId }) => dealId),
    ),
  ]);
  const link = (kind: string, names: typeof leads, id: Id | null): ConvertedLink[] => {
    const found = id ? names[id] : undefined;
    return found ? [{ kind, ...found }] : [];
  };
  return rows.map((row) => ({
    id: row.id,
    leadId: row.leadId,
    at: row.convertedAt,
    by: row.by,
    lead: link('Lead', leads, row.leadId)[0] ?? null,
    to: [
      ...link('Contact', contacts, row.contactId),
      ...link('Account', accounts, row.accountId),
      ...link('Deal', deals, row.dealId),
    ],
    undoUntil: isOver(row) ? null : undoneUntil(row).toISOString(),
  }));
}
