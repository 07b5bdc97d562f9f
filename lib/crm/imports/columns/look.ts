/**
 * What the wizard shows of each column: five of its values as they stand and as they would be kept, what is to be asked,
 * and what could be done with cells that cannot be read. The values are the file's own; they are shown to whoever
 * uploaded it, and to nobody else.
 */
import type { z } from 'zod';
import { type FieldDefinition, findField, getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { metadataFor } from '@/lib/crm/modules/seen';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { FileRow } from '../file/format';
import { lockImport, wordsOf } from '../find';
import { assertMayImport } from '../rights';
import { OWNER } from '../rows/duplicates';
import { creatableTarget } from '../rows/resolve-references';
import { type ImportRef, mappedImportSchema } from '../schemas';
import { settleAll } from './choices';
import { healthDataIn } from './health-data';
import { type ProposedField, proposeField } from './propose-field';
import type { Question, Settled } from './question';
import { cellReader } from './read-cell';
import type { BadCell, ColumnReading } from './reading';
import type { ColumnSeen } from './seen';

export const lookSchema = mappedImportSchema.omit({ duplicates: true, again: true });

/** A value as it stands, and as it would be kept. */
export interface Sample {
  before: string;
  /** Null: it cannot be read. */
  after: string | null;
}

export interface ColumnLook {
  column: number;
  filled: number;
  samples: Sample[];
  /** What must be said before the import can start, with what each answer makes of some values. */
  questions: (Question & { samples: Record<string, Sample[]> })[];
  notes: string[];
  /** What makes it look like health data, where its field has no mark. */
  looksLike: string | null;
  bad: BadCell[];
  /** Values that the pick list does not have; empty for none, or too many. */
  newOptions: string[];
  /** Of a column that fills no field. */
  proposed: ProposedField | null;
}

const SHOWN = 5;
const MOST_NEW_OPTIONS = 100;

/** One for each column of the file. @throws forbidden; not_found for another person's import */
export function lookAtColumns(ctx: Context, request: z.input<typeof lookSchema>): Promise<ColumnLook[]> {
  const { module: name, importId, mapping, columns: choices } = lookSchema.parse(request);
  return inOrg(ctx.orgId, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), name);
    assertMayImport(ctx, module);
    const { params } = await lockImport(tx, ctx, importId, name);
    const words = await wordsOf(tx, importId, params);
    const settled = settleAll(module, words, { mapping, given: choices }, { own: ctx.timeZone });
    const looks = (words.columns ?? []).map((seen, column) => {
      const about = { header: words.headers[column] ?? '', seen, settled: settled.get(String(column)) };
      if (mapping[column] === OWNER) return ownerLook(column, seen);
      return lookAt(tx, ctx, { module, field: findField(module, mapping[column] ?? '') }, { column, ...about });
    });
    return Promise.all(looks);
  });
}

/** The first rows of the file, shortened, to choose its header among. @throws forbidden; not_found */
export function firstRows(ctx: Context, { module: name, importId }: ImportRef): Promise<readonly FileRow[]> {
  return inOrg(ctx.orgId, async (tx) => {
    assertMayImport(ctx, getModule(await metadataFor(tx, ctx), name));
    const { params } = await lockImport(tx, ctx, importId, name);
    return (await wordsOf(tx, importId, params)).top ?? [];
  });
}

/** A name or an id stays what it is: whose it is comes out when rows are checked. */
const ownerLook = (column: number, { filled, samples }: ColumnSeen): ColumnLook => ({
  column,
  filled,
  samples: samples.slice(0, SHOWN).map((before) => ({ before, after: before })),
  questions: [],
  notes: [],
  looksLike: null,
  bad: ['refuse', 'empty'],
  newOptions: [],
  proposed: null,
});

interface About {
  column: number;
  header: string;
  seen: ColumnSeen;
  settled: Settled | undefined;
}

async function lookAt(
  tx: Tx,
  ctx: Context,
  { module, field }: { module: ModuleDefinition; field: FieldDefinition | undefined },
  { column, header, seen, settled }: About,
): Promise<ColumnLook> {
  const values = seen.samples.slice(0, SHOWN);
  const look = { column, filled: seen.filled, notes: settled?.notes ?? [], looksLike: null };
  if (!field || !settled) {
    const samples = values.map((before) => ({ before, after: before }));
    const proposed = field || seen.filled === 0 ? null : proposeField(seen);
    return { ...look, samples, questions: [], bad: [], newOptions: [], proposed };
  }
  const after = (reading: ColumnReading, of: readonly string[]) =>
    of.map((before) => sampleOf(ctx, field, reading, before));
  const questions = settled.questions.map((question) => ({
    ...question,
    samples: Object.fromEntries(
      question.answers.map(({ value }) => [
        value,
        after({ ...settled.reading, [question.asks]: value }, tellingFirst(seen)),
      ]),
    ),
  }));
  const creatable = (await creatableTarget(tx, ctx, field)) !== undefined;
  return {
    ...look,
    samples: after(settled.reading, values),
    questions,
    looksLike: isProtected(module, field) ? null : (healthDataIn(header, seen) ?? null),
    bad: [
      'refuse',
      ...(field.required ? [] : (['empty'] as const)),
      ...(creatable ? (['create_record'] as const) : []),
    ],
    newOptions: canInOrg(ctx.rights, 'manageModules') ? missingOptions(field, seen) : [],
    proposed: null,
  };
}

const isProtected = ({ hipaa }: ModuleDefinition, { marked, sealed }: FieldDefinition): boolean =>
  (hipaa && marked) || sealed;

const tellingFirst = ({ telling, samples }: ColumnSeen): string[] =>
  [...new Set([...telling, ...samples])].slice(0, SHOWN);

function sampleOf(ctx: Context, field: FieldDefinition, reading: ColumnReading, before: string): Sample {
  const read = cellReader(field, reading)(before);
  if (!read.ok) return { before, after: null };
  const type = fieldType(field.type);
  // It is looked up when rows are checked: here it stays a name.
  if (type.refersTo !== null) return { before, after: read.text };
  const parsed = type.parse(read.text, { ...field.options, timeZone: ctx.timeZone });
  if (!parsed.ok) return { before, after: null };
  return {
    before,
    after: parsed.value === undefined ? '' : type.format(parsed.value, field.options, { timeZone: ctx.timeZone }),
  };
}

function missingOptions(field: FieldDefinition, { values }: ColumnSeen): string[] {
  const { cell: kind, parse } = fieldType(field.type);
  if (kind !== 'option' || values === null) return [];
  const read = cellReader(field, { empties: 'empty' });
  const missing = new Map<string, string>();
  for (const value of values) {
    const cell = read(value);
    const text = cell.ok ? cell.text.trim().replace(/\s+/g, ' ') : '';
    if (text !== '' && !text.includes(';') && !parse(text, field.options).ok)
      missing.set(text.toLowerCase(), missing.get(text.toLowerCase()) ?? text);
  }
  return missing.size > MOST_NEW_OPTIONS ? [] : [...missing.values()];
}
