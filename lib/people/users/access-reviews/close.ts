import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { conflict, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf, keysOfOrg } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { NoteError, noteVerifier, openNote, signNote } from '@/lib/protection/ledger/tree/note';
import { ledgerSigner } from '@/lib/protection/ledger/tree/signer';
import { mutate } from '@/lib/protection/mutate';
import { assertMayRunReviews } from './may-run';
import { REPORT_HEAD, type ReportAbout, reportOf } from './report';
import { reportTextSchema, reviewIdSchema } from './schemas';

/**
 * Closes a review: nobody decides any more, and its report is signed with the key that signs the audit log. Who was not reviewed stands
 * in it. @throws forbidden; not_found; conflict when it is closed
 */
export async function closeReview(ctx: Context, input: { id: Id }, at: Date = clock.now()): Promise<void> {
  const { id } = readInput(reviewIdSchema, input);
  const action = 'access_review.close';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertMayRunReviews(ctx);
    const [about] = await tx.sql<(ReportAbout & { closed: boolean })[]>`
      select id, name, to_char(due_on, 'YYYY-MM-DD') as "dueOn", started_by_name as "startedBy",
        to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt", closed_at is not null as closed
      from access_reviews where org_id = ${tx.orgId} and id = ${id} for update`;
    if (!about) throw notFound('The review');
    if (about.closed) throw conflict('This review is closed.');
    const { text, sums } = await reportOf(tx, about, { by: ctx.actor.name, at });
    const report = signNote(text, ledgerSigner(await keysOf(tx)));
    await tx.sql`
      update access_reviews set closed_at = ${at.toISOString()}::timestamptz, closed_by_name = ${ctx.actor.name}, report = ${report}
      where org_id = ${tx.orgId} and id = ${id}`;
    return { value: undefined, entries: [{ action, subjectId: id, facts: sums }] };
  });
}

export interface ReportFile {
  fileName: string;
  text: string;
}

/** The signed report as a file. @throws forbidden; not_found; conflict when it was changed outside Careledger */
export async function downloadReport(ctx: Context, input: { id: Id }): Promise<ReportFile> {
  const { id } = readInput(reviewIdSchema, input);
  const action = 'access_review.download';
  return mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertMayRunReviews(ctx);
    const [row] = await tx.sql<{ report: string | null }[]>`
      select report from access_reviews where org_id = ${tx.orgId} and id = ${id}`;
    if (!row?.report) throw notFound('The report');
    if (stateOf(row.report, await keysOf(tx)) !== 'signed') {
      throw conflict('This report was changed outside Careledger. Take the one of a backup.');
    }
    return { value: { fileName: `access-review-${id}.txt`, text: row.report }, entries: [{ action, subjectId: id }] };
  });
}

/** `altered`: signed by this organisation, and not this text. `foreign`: no report, or signed by nobody known here. */
export type ReportState = 'signed' | 'altered' | 'foreign';

/** Whether a report is as this organisation signed it. @throws forbidden */
export async function verifyReport(ctx: Context, input: { text: string }): Promise<ReportState> {
  const { text } = readInput(reportTextSchema, input);
  assertMayRunReviews(ctx);
  return stateOf(text, await keysOfOrg(ctx.orgId));
}

function stateOf(note: string, keys: OrgKeys): ReportState {
  const signer = ledgerSigner(keys);
  try {
    const { text } = openNote(note, [noteVerifier(signer.vkey)]);
    return text.startsWith(`${REPORT_HEAD}\n`) ? 'signed' : 'foreign';
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    return note.includes(`\u2014 ${signer.name} `) ? 'altered' : 'foreign';
  }
}
