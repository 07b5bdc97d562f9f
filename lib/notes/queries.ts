import type { Context } from '../context';
import { inOrg } from '../db/transaction';
import { openNotes } from '../disclose';
import type { Id } from '../ids';
import { appendEntries } from '../ledger/append';
import { keysOf } from '../org-keys';
import { type RecordRef, requireVisible } from '../records/record-access';
import { canInOrg } from '../rights';

export interface NoteDto {
  id: Id;
  title: string | null;
  body: string;
  createdAt: string;
  modifiedAt: string;
  authorId: Id;
}

export interface NotesPage {
  /** Null when the asker may not read notes of this module: they may hold PHI. */
  notes: NoteDto[] | null;
  count: number;
}

const MOST_NOTES = 200;

/** A record's newest notes. Of a HIPAA module only for those who may reveal, and reading them is an event. */
export async function listNotes(ctx: Context, ref: RecordRef): Promise<NotesPage> {
  return inOrg(ctx.orgId, async (tx) => {
    const module = await requireVisible(tx, ctx, ref);
    const rows = await tx.sql<{ id: Id; sealed: Buffer; created_at: string; modified_at: string; created_by: Id }[]>`
      select id, sealed, created_at, modified_at, created_by from notes
      where org_id = ${tx.orgId} and record_id = ${ref.recordId} order by id desc limit ${MOST_NOTES}`;
    if (module.hipaa && !canInOrg(ctx.rights, 'revealPhi')) return { notes: null, count: rows.length };
    if (module.hipaa && rows.length > 0) {
      const entry = {
        action: 'note.view',
        module: ref.module,
        recordId: ref.recordId,
        facts: { notes: rows.length },
      } as const;
      await appendEntries(tx, ctx, [entry], await keysOf(tx));
    }
    const opened = await openNotes(tx, ctx, module, rows);
    const notes = rows.map((row, n) => ({
      id: row.id,
      title: (opened[n]?.title as string | undefined) ?? null,
      body: String(opened[n]?.body ?? ''),
      createdAt: new Date(row.created_at).toISOString(),
      modifiedAt: new Date(row.modified_at).toISOString(),
      authorId: row.created_by,
    }));
    return { notes, count: rows.length };
  });
}
