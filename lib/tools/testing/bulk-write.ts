/** A bulk write as a program makes it: upload, start, run, result. */
import { parse } from 'csv-parse/sync';
import { expect } from 'vitest';
import { makeZip } from '@/lib/crm/imports/testing/make-xlsx';
import { beginJob } from '@/lib/platform/background/life';
import type { Context } from '@/lib/platform/context';
import { bulkEndpoints } from '@/lib/ways-in/api/bulk/endpoints';
import { writeInBulk } from '@/lib/ways-in/jobs/handlers/bulk-write';
import { type ApiAnswer, type ApiCall, callApi } from './api-call';
import { unzip } from './unzip';

export const callBulk = (ctx: Context, key: string, about: ApiCall = {}): Promise<ApiAnswer> => {
  const endpoint = bulkEndpoints.find(({ method, path }) => `${method} ${path}` === key);
  if (!endpoint) throw new Error(`No ${key}`);
  return callApi(ctx, endpoint, about);
};

export function uploadZip(ctx: Context, zip: Buffer, about: ApiCall = {}): Promise<ApiAnswer> {
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(zip)]), 'data.zip');
  return callBulk(ctx, 'post /crm/v8/upload', { body, ...about });
}

/** @returns the id of the file */
export async function uploadCsv(ctx: Context, csv: string | Buffer, name = 'data.csv'): Promise<string> {
  const { status, body } = await uploadZip(ctx, makeZip({ [name]: csv }));
  expect([status, body.code]).toEqual([200, 'FILE_UPLOAD_SUCCESS']);
  return body.details.file_id;
}

interface BulkAbout {
  operation?: string;
  module?: string;
  scopes?: string[];
  more?: object;
  [key: string]: unknown;
}

/** Starts the bulk write of a file: keys that are not named here are the resource's. */
export function startWrite(ctx: Context, fileId: string, about: BulkAbout = {}): Promise<ApiAnswer> {
  const { operation = 'insert', module = 'Contacts', scopes, more = {}, ...rest } = about;
  const resource = [{ type: 'data', module: { api_name: module }, file_id: fileId, ...rest }];
  const body = { operation, resource, ...more };
  return callBulk(ctx, 'post /crm/bulk/v8/write', { body, ...(scopes && { scopes }) });
}

export async function runWrite(ctx: Context, jobId: string): Promise<void> {
  await beginJob(ctx.orgId, jobId);
  await writeInBulk(ctx.orgId, jobId, new AbortController().signal);
}

export const statusOf = async (ctx: Context, jobId: string) =>
  (await callBulk(ctx, 'get /crm/bulk/v8/write/{jobId}', { params: { jobId } })).body;

type ResultRow = Record<'ROW' | 'STATUS' | 'RECORD_ID' | 'ERRORS', string>;

export async function resultOfWrite(ctx: Context, jobId: string): Promise<ResultRow[]> {
  const { bytes } = await callBulk(ctx, 'get /crm/bulk/v8/write/{jobId}/result', { params: { jobId } });
  const [csv] = Object.values(await unzip(bytes));
  return parse(csv as Buffer, { columns: true });
}

/** All of it. @returns the rows of the result */
export async function writeCsv(ctx: Context, csv: string, about: BulkAbout = {}): Promise<ResultRow[]> {
  const { status, body } = await startWrite(ctx, await uploadCsv(ctx, csv), about);
  expect([status, body]).toMatchObject([201, { code: 'SUCCESS' }]);
  await runWrite(ctx, body.details.id);
  return resultOfWrite(ctx, body.details.id);
}
