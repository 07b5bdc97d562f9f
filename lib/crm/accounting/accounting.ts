/**
 * The accounting of disclosures of one record (45 CFR 164.528). Guarantees: nobody sees it who may neither read the whole
 * audit log nor reveal the record's values; looking at it and taking it away are events; the copy for the patient lists
 * nothing whose accounting is suspended, nothing that SQL put in or changed, which the screen names and officers are told, and
 * nothing that needs none unless it is asked for. It holds names of fields and of recipients, no value of the record.
 */
import type { ModuleDefinition, OrgMetadata } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { shownName } from '@/lib/crm/records/names';
import { canInModule } from '@/lib/people/rights';
import { clock, dayOf } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { EXITS, PARTS } from '@/lib/protection/accounting/exits';
import { noteForeignLines } from '@/lib/protection/accounting/kept-line';
import { withMerged } from '@/lib/protection/accounting/merged';
import { LINE_PURPOSES } from '@/lib/protection/accounting/purposes';
import { isAgency, isInForce, readSuspensions, type Suspension } from '@/lib/protection/accounting/suspensions';
import { mutate } from '@/lib/protection/mutate';
import type { AccountingLine } from './copy';
import { exceptionOf } from './exceptions';
import { type AccountingLink, readLinks } from './giving/links';
import { type Period, periodOf } from './period';
import { readLines, type SummedLine } from './read-lines';
import { requireAccountable } from './rights';
import { type AccountingRequest, accountingSchema } from './schemas';

export interface Accounting {
  organisation: string;
  module: { apiName: string; singular: string; plural: string };
  recordId: Id;
  /** As lists show it; its id for those who may not see the record. */
  name: string;
  /** Whether the asker may look at the record. */
  mayOpen: boolean;
  /** How many records that were merged into it are in it. */
  merged: number;
  period: Period;
  today: string;
  /** In the order of the first of each. */
  lines: AccountingLine[];
  suspensions: (Suspension & { inForce: boolean })[];
  /** By which it was given, the newest first. */
  links: AccountingLink[];
}

/** @throws forbidden; not_found; invalid for days that are none, or more than six years ago */
export async function accountingOf(ctx: Context, input: AccountingRequest): Promise<Accounting> {
  const request = readInput(accountingSchema, input);
  const attempt = { action: 'accounting.view', module: request.module, recordId: request.recordId } as const;
  return mutate(ctx, attempt, async (tx) => {
    const value = await readAccounting(tx, ctx, request);
    return { value, entries: [{ ...attempt, facts: factsOf(value) }] };
  });
}

export const factsOf = ({ lines, period }: Accounting) => ({ lines: lines.length, from: period.from, to: period.to });

/** What `accountingOf` gives, without the event. */
export async function readAccounting(tx: Tx, ctx: Context, request: AccountingRequest): Promise<Accounting> {
  const today = dayOf(clock.now());
  const module = await requireAccountable(tx, ctx, request);
  const period = periodOf(request, today);
  const shown = await findShown(tx, ctx, module, request.recordId);
  return gatherAccounting(tx, { module, recordId: request.recordId, period, shown });
}

export interface Gathering {
  module: ModuleDefinition;
  recordId: Id;
  period: Period;
  /** The record's name; null for whoever may not see it. */
  shown: string | null;
}

/** The accounting as it is now, for whoever the caller has made sure may have it. */
export async function gatherAccounting(tx: Tx, { module, recordId, period, shown }: Gathering): Promise<Accounting> {
  await tx.sql`select set_config('statement_timeout', '10s', true)`;
  const today = dayOf(clock.now());
  const ids = await withMerged(tx, recordId);
  const [{ lines, forgedIds }, suspensions, links, metadata] = await Promise.all([
    readLines(tx, ids, period),
    readSuspensions(tx, ids),
    readLinks(tx, ids),
    metadataOf(tx),
  ]);
  if (forgedIds.length > 0) noteForeignLines(tx, { module: module.apiName, recordId }, forgedIds);
  const told = suspensions.map((one) => ({ ...one, inForce: isInForce(one, today) }));
  const { apiName, singular, plural } = module;
  return {
    organisation: metadata.orgName,
    module: { apiName, singular, plural },
    recordId,
    name: shown ?? `${singular} ${recordId}`,
    mayOpen: shown !== null,
    merged: ids.length - 1,
    period,
    today,
    lines: lines.map((line) => toLine(line, metadata, told)),
    suspensions: told,
    links,
  };
}

/** Null for those who may not see it. */
async function findShown(tx: Tx, ctx: Context, module: ModuleDefinition, recordId: Id): Promise<string | null> {
  if (!canInModule(ctx.rights, module.apiName, 'view')) return null;
  const [row] = await tx.sql<{ id: Id; name: string | null }[]>`
    select id, name from records where ${visibleRecords(tx, ctx, module)} and id = ${recordId}`;
  return row ? shownName(module, row) : null;
}

function toLine(
  line: SummedLine,
  { modules }: OrgMetadata,
  suspensions: readonly (Suspension & { inForce: boolean })[],
): AccountingLine {
  const { exit, purpose, recipient, fields } = line;
  const module = modules.find(({ id }) => id === line.moduleId);
  const labels = fields.map((name) => labelOf(name, module));
  const held = suspensions.filter(({ inForce, agency }) => inForce && isAgency(recipient, agency));
  return {
    firstAt: line.firstAt,
    lastAt: line.lastAt,
    times: line.times,
    recipient,
    address: line.address,
    exit: EXITS[exit] ?? exit,
    what: [whereOf(line, module), ...(labels.length > 0 ? [labels.join(', ')] : [])].join(': '),
    purpose: LINE_PURPOSES[purpose] ?? purpose,
    exception: exceptionOf(purpose),
    forged: line.forged,
    suspendedUntil:
      held
        .map(({ endsOn }) => endsOn)
        .sort()
        .at(-1) ?? null,
  };
}

const whereOf = ({ moduleId }: SummedLine, module: ModuleDefinition | undefined): string =>
  moduleId === null ? 'A conversation of live chat' : (module?.plural ?? 'A removed module');

const labelOf = (name: string, module: ModuleDefinition | undefined): string =>
  (PARTS as Readonly<Record<string, string>>)[name] ??
  module?.fields.find(({ apiName }) => apiName === name)?.label ??
  name;
