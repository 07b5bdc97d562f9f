import { PassThrough, pipeline, Readable } from 'node:stream';
import ZipStream from 'zip-stream';

export interface ZipEntry {
  /** Forward slashes; nothing that climbs out. */
  name: string;
  content: AsyncIterable<string | Buffer> | Iterable<string | Buffer>;
}

/**
 * A zip as it is made: one entry after the other, each read only when its forerunner is written, in memory of a chunk.
 * It fails when an entry's content does; a reader who breaks off ends the reading of the entries.
 * @param level of pressing: 1 is quick, 9 is small.
 */
export function zipOf(entries: AsyncIterable<ZipEntry>, level = 6): Readable {
  const zip = new ZipStream({ zlib: { level } });
  const out = new PassThrough();
  pipeline(zip, out, () => {});
  write(zip, entries).catch((error: Error) => zip.destroy(error));
  return out;
}

async function write(zip: ZipStream, entries: AsyncIterable<ZipEntry>): Promise<void> {
  for await (const { name, content } of entries) {
    await new Promise<void>((resolve, reject) => {
      const source = Readable.from(content, { objectMode: false });
      const stop = () => {
        source.destroy();
        reject(new Error('Nobody reads the zip any more.'));
      };
      source.once('error', reject);
      zip.once('close', stop);
      zip.entry(source, { name }, (error) => {
        zip.off('close', stop);
        if (error) reject(error);
        else resolve();
      });
    });
  }
  zip.finish();
}
