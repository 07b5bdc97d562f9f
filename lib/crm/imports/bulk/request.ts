/** A bulk write as it was asked for, and as its job keeps it. */
import type { JobStatus } from '@/lib/platform/db/schema/jobs';
import type { Id } from '@/lib/platform/ids';
import type { CsvFormat } from '../file/format';

export const OPERATIONS = ['insert', 'update', 'upsert'] as const;
export type Operation = (typeof OPERATIONS)[number];

export interface FieldMapping {
  apiName: string;
  /** Column, from 0. Without one the default value fills the field. */
  index?: number;
  /** Of a lookup: `id`, or the name field of the module it points to. */
  findBy?: string;
  defaultValue?: string;
}

export interface BulkWriteRequest {
  module: string;
  fileId: Id;
  operation: Operation;
  /** `id` or a unique field; the record to change is found by it. */
  findBy: string | null;
  /** A blank cell leaves its field as it is, rather than empty it. */
  ignoreEmpty: boolean;
  /** By the header, which then holds API names, when absent. */
  mappings?: FieldMapping[];
  /** As the client calls it; detected when absent. */
  encoding?: string;
  fileName?: string;
}

/** Of the job `bulk_upload`. */
export interface UploadParams {
  /** Base64 of the sealed JSON of `UploadWords`. */
  sealedHeaders: string;
  rows: number;
  columns: number;
  format: CsvFormat;
}

export interface UploadWords {
  headers: string[];
  fileName: string;
}

/** Of the job `bulk_write`. */
export interface BulkWriteParams extends Omit<BulkWriteRequest, 'module' | 'mappings' | 'encoding' | 'fileName'> {
  /** Names and places, without the default values. */
  mappings: Omit<FieldMapping, 'defaultValue'>[];
  format: CsvFormat;
  rows: number;
  /** Base64 of the sealed JSON of `BulkWriteWords`. */
  sealedHeaders: string;
}

/** What may hold values. */
export interface BulkWriteWords extends UploadWords {
  defaults: Record<string, string>;
}

export interface BulkWriteResult {
  /** Rows read and settled; a resumed job goes on behind them. */
  next: number;
  added: number;
  updated: number;
  skipped: number;
}

export interface BulkWrite {
  id: Id;
  module: string;
  status: JobStatus;
  params: BulkWriteParams;
  result: BulkWriteResult | null;
  fileName: string;
  createdAt: string;
  expiresAt: string | null;
}
