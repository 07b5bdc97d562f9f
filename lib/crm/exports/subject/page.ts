import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { dateTime } from '@/lib/crm/modules/field-types/date-time';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { namesFor } from '@/lib/crm/records/names';
import { requireVisible } from '@/lib/crm/records/record-access';
import { type RecordRow, recordColumns, serializeRecords } from '@/lib/crm/records/serialize';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { treat } from '@/lib/protection/compliance/policy';
import { assertMayReveal } from '@/lib/protection/disclose/reveal';
import type { SubjectValues } from '@/lib/protection/disclose/subject';
import type { SubjectExportRequest } from '../schemas';
import { itemsOf, type Say, withId } from './fields';
import { definitions, foot, head, section, unopened } from './html';
import { filesPart, historyPart, notesPart } from './notes-files-and-history';
import { type RelatedOptions, relatedPart } from './related';

/** The parts of the page, one after the other. The subject's values were opened before, with their event. */
export async function* subjectPage(
  ctx: Context,
  request: SubjectExportRequest,
  subject: SubjectValues,
  related: RelatedOptions,
): AsyncGenerator<string> {
  const say = (iso: string) => dateTime.format(iso, {}, { timeZone: ctx.timeZone });
  yield* inTurn(related.signal, [
    () => fieldsPart(ctx, request, subject, say),
    () => relatedPart(ctx, request, say, related),
    () => notesPart(ctx, request, say),
    () => filesPart(ctx, request, say),
    () => historyPart(ctx, request, say),
  ]);
  yield foot();
}

async function* inTurn(signal: AbortSignal, parts: readonly (() => AsyncIterable<string>)[]): AsyncGenerator<string> {
  for (const part of parts) {
    for await (const html of part()) {
      signal.throwIfAborted();
      yield html;
    }
  }
}

async function* fieldsPart(
  ctx: Context,
  { module: moduleName, recordId }: SubjectExportRequest,
  { values, damaged }: SubjectValues,
  say: Say,
): AsyncGenerator<string> {
  const { module, record, names, orgName } = await inOrg(ctx.orgId, async (tx) => {
    const module = await requireVisible(tx, ctx, { module: moduleName, recordId });
    assertMayReveal(ctx, module);
    const [row] = await tx.sql<RecordRow[]>`
      select ${recordColumns(tx)} from records where org_id = ${tx.orgId} and id = ${recordId} and module_id = ${module.id}`;
    if (!row) throw notFound('The record');
    const { orgName, compliance } = await metadataOf(tx);
    const { clear } = treat<FieldDefinition>([], 'export', compliance, ctx.rights);
    const [shell] = await serializeRecords(tx, ctx, { module, rows: [row], clear });
    if (!shell) throw notFound('The record');
    const record = { ...shell, values, ...(damaged && { damaged: true as const }) };
    return { module, record, orgName, names: await namesFor(tx, ctx, [record], module.fields) };
  });
  const title =
    module.nameFields
      .map((name) => values[name] ?? '')
      .join(' ')
      .trim() || module.singular;
  yield head(title, orgName, say(clock.now().toISOString()));
  if (damaged) yield unopened();
  const items = (fields: readonly FieldDefinition[]) => itemsOf(ctx, fields, record, names);
  const sections = module.layouts[0]?.sections ?? [];
  const placed = new Set(sections.flatMap(({ fields }) => fields.map(({ id }) => id)));
  for (const { name, fields } of sections) yield section(name, definitions(items(fields)));
  const others = module.fields.filter(({ id }) => !placed.has(id));
  if (others.length > 0) yield section('Other fields', definitions(items(others)));
  const user = (id: Id) => withId(names.users[id] ?? 'a former user', id);
  yield section(
    'Record',
    definitions([
      ['Record Id', record.id, false],
      ['Kept in', module.plural, false],
      ['Owner', user(record.ownerId), false],
      ['Created', `${say(record.createdAt)} by ${user(record.createdBy)}`, false],
      ['Last changed', `${say(record.modifiedAt)} by ${user(record.modifiedBy)}`, false],
    ]),
  );
}
