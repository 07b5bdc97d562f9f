import { bigint, boolean, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/**
 * Where an organisation's ledger is streamed to, and how far (`lib/apps/siem`). One an organisation. The destination is sealed as
 * a whole, bound to its own id: what SQL puts in its place does not open.
 */
export const siemStreams = pgTable(
  'siem_streams',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    destination: bytea('destination').notNull(),
    state: text('state').$type<'active' | 'paused'>().notNull(),
    /** The sequence of the next entry: all before it the receiver has. */
    next: bigint('next', { mode: 'number' }).notNull(),
    /** Where the batch ends that is or was on its way: the same one is sent again until the receiver has it. */
    sendingTo: bigint('sending_to', { mode: 'number' }),
    sentAt: time('sent_at'),
    failures: integer('failures').notNull(),
    failingSince: time('failing_since'),
    /** Why the last try failed: a key of `lib/apps/siem/problems.ts`. */
    problem: text('problem'),
    dueAt: time('due_at').notNull(),
    /** Officers were told that it fails. */
    told: boolean('told').notNull(),
    createdAt: time('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId] })],
);

/** How far an organisation's checkpoints are published at a place outside (`lib/ways-in/jobs/publish`). */
export const checkpointPlaces = pgTable(
  'checkpoint_places',
  {
    orgId: id('org_id').notNull(),
    /** The place as `LEDGER_PUBLISH` names it. */
    place: text('place').notNull(),
    /** Of the newest checkpoint that is there. */
    size: bigint('size', { mode: 'number' }).notNull(),
    incarnation: integer('incarnation').notNull(),
    publishedAt: time('published_at'),
    failingSince: time('failing_since'),
    told: boolean('told').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.place] })],
);
