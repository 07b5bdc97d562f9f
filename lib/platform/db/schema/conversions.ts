import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { id } from '../columns';
import type { Moved } from './merges';
import { orgs } from './orgs';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** What moved from the lead to the contact, by ids. */
export type MovedAlong = Pick<Moved, 'notes' | 'attachments' | 'conversations'>;

/**
 * Leads that were converted, and what they became. A row is there as long as the lead is converted: undoing takes it away. Ids
 * only, and it stays when one of the records is gone for good: by it the accounting of disclosures knows whose lines are one
 * patient's (`lib/protection/accounting/merged.ts`).
 */
export const conversions = pgTable(
  'conversions',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    leadId: id('lead_id').notNull(),
    contactId: id('contact_id').notNull(),
    accountId: id('account_id'),
    dealId: id('deal_id'),
    /** Those of the three that were made; the others were there before. */
    made: id('made').array().notNull(),
    moved: jsonb('moved').$type<MovedAlong>().notNull(),
    convertedAt: time('converted_at').notNull(),
    convertedBy: id('converted_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('conversions_lead').on(t.orgId, t.leadId),
    index('conversions_contact').on(t.orgId, t.contactId),
    index('conversions_account').on(t.orgId, t.accountId).where(sql`account_id is not null`),
    index('conversions_deal').on(t.orgId, t.dealId).where(sql`deal_id is not null`),
    foreignKey({ columns: [t.orgId], foreignColumns: [orgs.orgId] }),
  ],
);

/** From which field of a lead a field of what it becomes is filled, by ids. */
export interface MappedPair {
  from: string;
  to: string;
}

/** The mapping of an org's leads; without a row the usual one is in force. */
export const conversionMappings = pgTable(
  'conversion_mappings',
  {
    orgId: id('org_id').notNull(),
    pairs: jsonb('pairs').$type<MappedPair[]>().notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.orgId] }), foreignKey({ columns: [t.orgId], foreignColumns: [orgs.orgId] })],
);
