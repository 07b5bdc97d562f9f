import type { Id } from '../../ids';
import { nextRows } from '../../records/list-rows';
import { namesFor, type RecordNames } from '../../records/names';
import { type RecordDto, serializeRecords } from '../../records/serialize';
import { type Batch, inBatch, type Source } from './plan';

const BATCH = 1000;

export interface ReadRecords {
  records: RecordDto[];
  names: RecordNames;
}

export const countUnopened = (records: readonly RecordDto[]): number => records.filter(({ damaged }) => damaged).length;

/** How many records' encrypted values do not open, as a fact of the event and the job; none where all do. */
export const unopenedFact = ({ unopened }: { unopened: number }): Record<string, number> =>
  unopened > 0 ? { unopened } : {};

/** The next records of a plan as the door gives them, one envelope opened a record where something is sealed. */
export function readRecords(source: Source, after: Id | null): Promise<Batch<ReadRecords>> {
  const { ctx, door } = source;
  return inBatch(source, async (tx, { module, query, chosen }) => {
    const read = await nextRows(tx, query, after, BATCH);
    const records = await serializeRecords(tx, ctx, door, module, read.rows, chosen);
    const names = await namesFor(tx, ctx, records, chosen);
    return { content: { records, names }, rows: records.length, after: read.after };
  });
}
