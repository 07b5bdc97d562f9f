import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** The entries of a zip by name. Fails for names that climb out, wrong sizes and sums. */
export async function unzip(zip: Buffer): Promise<Record<string, Buffer>> {
  const file = await fromBufferPromise(zip, { lazyEntries: true, strictFileNames: true });
  const entries: Record<string, Buffer> = {};
  for await (const entry of file.eachEntry()) {
    if (entry.fileName in entries) throw new Error(`${entry.fileName} is in the zip twice.`);
    entries[entry.fileName] = await buffer(await file.openReadStreamPromise(entry));
  }
  return entries;
}
