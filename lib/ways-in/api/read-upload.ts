/** A file in a multipart body, read as it comes: however large, memory holds a chunk of it. */
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { ApiError, invalidData } from './api-error';
import { assertUncoded } from './assert-uncoded';

export interface Upload {
  fileName: string;
  /** Fails, rather than end, when the body was cut off or held a second file. */
  source: Readable;
}

const LONGEST_MS = 10 * 60_000;
const LIMITS = { files: 1, fields: 20, parts: 21, fieldSize: 10_000, headerPairs: 50, fieldNameSize: 100 };

/** What an upload is read for: its request, and whoever has to know it again. */
interface Uploading {
  request: Request;
  /** Takes the content as it comes, where the request may come again. */
  content?: { update(bytes: Buffer): void };
}

/** The one file of a body, in the field `file`. @throws ApiError 415; 400 INVALID_DATA; MANDATORY_NOT_FOUND without a file. */
export async function readUpload({ request, content }: Uploading, param = 'file'): Promise<Upload> {
  assertUncoded(request);
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\b/i.test(type) || !request.body) {
    throw new ApiError(415, 'INVALID_REQUEST', 'send the file as multipart/form-data', { param_name: param });
  }
  const parser = parserOf(type);
  const body = Readable.fromWeb(request.body as ReadableStream);
  const late = setTimeout(() => body.destroy(new Error('slow')), LONGEST_MS);
  let problem: ApiError | undefined;
  const finished = new Promise<void>((resolve, reject) => {
    const fail = () => reject(problem ?? invalidData('the body did not arrive whole', { param_name: param }));
    parser.on('filesLimit', () => {
      problem ??= invalidData('send one file a call', { param_name: param });
    });
    parser.on('finish', () => (problem ? fail() : resolve()));
    parser.on('error', fail);
    body.on('error', fail);
  });
  finished.catch(() => {}).finally(() => clearTimeout(late));
  return new Promise<Upload>((resolve, reject) => {
    let isFound = false;
    parser.on('file', (name, stream, fileName) => {
      stream.on('error', () => parser.emit('error', new Error('cut off')));
      if (name !== param) {
        problem ??= invalidData(`send the file in the field ${param}`, { param_name: param });
        stream.resume();
        return;
      }
      isFound = true;
      content?.update(Buffer.from(JSON.stringify([name, fileName])));
      const source = Readable.from(untilFinished(stream, finished, content), { objectMode: false });
      source.once('close', () => body.destroy());
      resolve({ fileName: fileName || 'file', source });
    });
    finished.then(() => {
      if (!isFound) reject(new ApiError(400, 'MANDATORY_NOT_FOUND', 'required field not found', { api_name: param }));
    }, reject);
    body.pipe(parser);
  });
}

function parserOf(type: string): BusboyInstance {
  try {
    return new Busboy({ headers: { 'content-type': type }, limits: LIMITS });
  } catch {
    throw invalidData('the multipart body names no boundary');
  }
}

/** The bytes end well only when the whole body did. */
async function* untilFinished(
  stream: Readable,
  finished: Promise<void>,
  content: Uploading['content'],
): AsyncGenerator<Buffer> {
  finished.catch((error: Error) => stream.destroy(error));
  for await (const bytes of stream as AsyncIterable<Buffer>) {
    content?.update(bytes);
    yield bytes;
  }
  await finished;
}
