/** A page over HTTP as a browser asks for it, and the scripts that it names. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'undici';

export interface PageAnswer {
  status: number;
  html: string;
  /** Until its head came. */
  firstByteMs: number;
  wholeMs: number;
}

export interface Javascript {
  files: number;
  /** Bytes as they came. */
  sent: number;
  unpacked: number;
}

const ACCEPTED = { 'accept-encoding': 'gzip, br' };

export async function askPage(origin: string, path: string, cookie: string): Promise<PageAnswer> {
  const asked = performance.now();
  const { statusCode, headers, body } = await request(`${origin}${path}`, {
    headers: { ...ACCEPTED, accept: 'text/html', cookie },
  });
  const firstByteMs = performance.now() - asked;
  const bytes = Buffer.from(await body.arrayBuffer());
  const wholeMs = performance.now() - asked;
  return { status: statusCode, html: unpack(bytes, headers['content-encoding']).toString(), firstByteMs, wholeMs };
}

/** What a browser of today loads with a page: all scripts it names, but for those of old browsers. */
export async function javascriptOf(origin: string, html: string): Promise<Javascript> {
  const old = new Set([...html.matchAll(/<script[^>]*src="([^"]+)"[^>]*nomodule/gi)].map(([, path]) => path));
  // Also those that stand in the data of the page: React loads them for the parts that run in the browser.
  const named = new Set([...html.matchAll(/\/_next\/static\/[^"'\\\s)?]+\.js/g)].map(([path]) => path));
  const paths = [...named].filter((path) => !old.has(path));
  const total = { files: paths.length, sent: 0, unpacked: 0 };
  for (const path of paths) {
    const { statusCode, headers, body } = await request(`${origin}${path}`, { headers: ACCEPTED });
    if (statusCode !== 200) throw new Error(`${path} is answered with ${statusCode}.`);
    const bytes = Buffer.from(await body.arrayBuffer());
    total.sent += bytes.length;
    total.unpacked += unpack(bytes, headers['content-encoding']).length;
  }
  return total;
}

function unpack(bytes: Buffer, encoding: string | string[] | undefined): Buffer {
  if (encoding === 'gzip') return gunzipSync(bytes);
  return encoding === 'br' ? brotliDecompressSync(bytes) : bytes;
}
