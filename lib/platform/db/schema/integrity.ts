import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';

/** Keyed checks of what policy reads (`lib/protection/integrity`): who changes the settings by SQL cannot make them. */
export const stateMacs = pgTable(
  'state_macs',
  {
    orgId: id('org_id').notNull(),
    /** `protection`: marks, encryption and switches of the org; `profile` and `user`: rights. */
    subject: text('subject').notNull(),
    /** Whose; the org's own id for `protection`. */
    subjectId: id('subject_id').notNull(),
    mac: bytea('mac').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.subject, t.subjectId] })],
);

/** What was deleted for good: its id does not come back. Written and read by triggers alone. */
export const gone = pgTable(
  'gone',
  {
    orgId: id('org_id').notNull(),
    /** The table it was in. */
    kind: text('kind').notNull(),
    id: id('id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.kind, t.id] })],
);
