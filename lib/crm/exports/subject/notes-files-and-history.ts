/** What hangs on a record, as tables: notes, the files attached to it, its history. */

import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { userNames } from '@/lib/crm/records/names';
import { type RecordRef, requireVisible } from '@/lib/crm/records/record-access';
import { listTimeline, type TimelineChange } from '@/lib/crm/records/timeline';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { Door } from '@/lib/protection/compliance/doors';
import { openFileNames, openNotes } from '@/lib/protection/disclose/notes-and-files';
import { ACTIONS } from '@/lib/protection/ledger/actions';
import { DOES_NOT_OPEN, type Say } from './fields';
import { cell, type Level, tableSection } from './html';

const BATCH = 200;

interface NoteRow {
  id: Id;
  sealed: Buffer;
  sealVersion: number;
  created_at: string;
  created_by: Id;
}

export async function* notesPart(ctx: Context, request: RecordRef, say: Say, level?: Level): AsyncGenerator<string> {
  const rows = inBatches((after) =>
    inOrg(ctx.orgId, async (tx) => {
      const module = await requireVisible(tx, ctx, request);
      const found = await tx.sql<NoteRow[]>`
        select id, sealed, seal_version as "sealVersion", created_at, created_by from notes
        where org_id = ${tx.orgId} and record_id = ${request.recordId} and id > ${after} order by id limit ${BATCH}`;
      const [opened, users] = await Promise.all([
        openNotes(tx, ctx, { module, recordId: request.recordId }, found),
        userNames(
          tx,
          found.map((row) => row.created_by),
        ),
      ]);
      return found.map((row, n) => ({
        id: row.id,
        cells: [
          cell(`${say(new Date(row.created_at).toISOString())}\n${users[row.created_by] ?? 'a former user'}`),
          cell(opened[n] ? [opened[n].title, opened[n].body].filter(Boolean).join('\n') : DOES_NOT_OPEN),
        ],
      }));
    }),
  );
  yield* tableSection('Notes', ['Written', 'Note'], rows, level);
}

interface FileRow {
  id: Id;
  sealedName: Buffer;
  contentType: string;
  sizeBytes: number;
  createdAt: string;
}

export async function* filesPart(ctx: Context, request: RecordRef, say: Say): AsyncGenerator<string> {
  const rows = inBatches((after) =>
    inOrg(ctx.orgId, async (tx) => {
      const module = await requireVisible(tx, ctx, request);
      const found = await tx.sql<FileRow[]>`
        select id, sealed_name as "sealedName", content_type as "contentType", size_bytes as "sizeBytes",
          created_at as "createdAt"
        from attachments
        where org_id = ${tx.orgId} and record_id = ${request.recordId} and id > ${after} order by id limit ${BATCH}`;
      const names = await openFileNames(tx, ctx, { module, recordOf: () => request.recordId }, found);
      return found.map((row, n) => ({
        id: row.id,
        cells: [
          cell(say(new Date(row.createdAt).toISOString())),
          cell(names[n] ?? DOES_NOT_OPEN),
          cell(`${row.contentType}, ${row.sizeBytes.toLocaleString('en-US')} bytes`),
        ],
      }));
    }),
  );
  yield* tableSection('Attached files', ['Added', 'File', 'Kind'], rows);
}

/** The history of a record as a door shows it. */
interface HistoryRef extends RecordRef {
  /** Of what it withholds there is no word; the screen when absent. */
  door?: Door;
}

export async function* historyPart(
  ctx: Context,
  { module, recordId, door = 'screen' }: HistoryRef,
  say: Say,
  level?: Level,
): AsyncGenerator<string> {
  async function* rows() {
    let before: Id | null = null;
    do {
      const asked = { module, recordId, ...(before && { before }) };
      const page: Awaited<ReturnType<typeof listTimeline>> = await listTimeline(ctx, asked, door);
      for (const event of page.events) {
        const changes = event.changes.map(changeText).join('\n');
        yield [cell(say(event.at)), cell(event.actorName), cell(ACTIONS[event.action] ?? event.action), cell(changes)];
      }
      before = page.next;
    } while (before !== null);
  }
  yield* tableSection('History', ['When', 'Who', 'What', 'Fields'], rows(), level);
}

/** Values of marked fields are in no history. */
function changeText({ label, masked, old, new: now }: TimelineChange): string {
  if (masked || (old === undefined && now === undefined)) return label;
  const text = (value: StoredValue | undefined) => (value === undefined ? 'empty' : String(value));
  return `${label}: ${text(old)} → ${text(now)}`;
}

async function* inBatches(read: (after: Id) => Promise<{ id: Id; cells: string[] }[]>): AsyncGenerator<string[]> {
  for (let after: Id | undefined = '0'; after !== undefined; ) {
    const batch = await read(after);
    for (const { cells } of batch) yield cells;
    after = batch.length === BATCH ? batch.at(-1)?.id : undefined;
  }
}
