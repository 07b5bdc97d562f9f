/**
 * Asks ClamAV's daemon about a file as it passes, in memory of one chunk (clamd(8), INSTREAM).
 *
 * Guarantees: the answer is about the very bytes that passed; no answer, a late one, or one not understood is an error,
 * never "clean"; where the daemon turns out to stand outside one's own network, it gets not a byte of a file that may not go
 * there. Does not: find what the daemon's signatures do not know.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { isOwnNetwork } from '@/lib/platform/address-ranges';
import { CareledgerError, forbidden, internal, invalid } from '@/lib/platform/errors';

export type Verdict = 'clean' | 'infected';

export interface Scan {
  /** The same bytes, each shown to the daemon before it is given on. */
  through(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer>;
  /** After the last byte. */
  verdict(): Promise<Verdict>;
  /** Ends the connection; may be called at any time. */
  end(): void;
}

const SILENCE_MS = 60_000;
const LONGEST_ANSWER = 4_096;
const DOWN = 'Files cannot be checked for viruses right now, so none is taken. Nothing was saved; try again later.';

/** Where a file may be looked at. */
export interface Reach {
  /** Whether it may go to a scanner outside one's own network; asked only where that is where it would go. */
  mayLeave(): Promise<boolean>;
  /** What counts as one's own network, by the address that was connected to. */
  isOwn?(ip: string): boolean;
}

/**
 * Begins a scan.
 * @param address `/path/of/the/socket` or `host:port`.
 * @throws internal when the daemon does not answer; so do the calls on what it returns. forbidden `SCANNER_NOT_COVERED`
 */
export async function startScan(address: string, { mayLeave, isOwn = isOwnNetwork }: Reach): Promise<Scan> {
  const socket = connect(placeOf(address));
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('silent')));
  let answer = '';
  socket.setEncoding('latin1').on('data', (text: string) => {
    if (answer.length < LONGEST_ANSWER) answer += text;
  });
  const closed = new Promise<void>((resolve) => socket.once('close', resolve));
  // Whoever waits hears of it by their own promise; without a listener the process would end.
  socket.on('error', () => {});
  try {
    await once(socket, 'connect');
    // Of a socket in the file system there is none. A name is looked up anew each time: what counts is where it led.
    const { remoteAddress } = socket;
    if (remoteAddress !== undefined && !isOwn(remoteAddress) && !(await mayLeave())) throw notCovered();
    await send(socket, Buffer.from('zINSTREAM\0'));
  } catch (error) {
    socket.destroy();
    throw isNotCovered(error) ? error : down(error);
  }
  // The daemon may have said why before it hung up.
  const problem = async (cause: unknown) => {
    await closed;
    return answer.includes('size limit exceeded') ? tooMuch() : down(cause);
  };
  return {
    async *through(source) {
      for await (const chunk of source) {
        if (chunk.length > 0) {
          await send(socket, lengthOf(chunk), chunk).catch(async (error) => {
            throw await problem(error);
          });
        }
        yield chunk;
      }
    },
    async verdict() {
      const asked = await send(socket, Buffer.alloc(4)).catch((error) => error);
      await closed;
      const verdict = read(answer);
      if (!verdict) throw await problem(asked);
      return verdict;
    },
    end: () => socket.destroy(),
  };
}

function placeOf(address: string): { path: string } | { host: string; port: number } {
  if (address.startsWith('/')) return { path: address };
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(address.slice(colon + 1)) };
}

/** Waits when the daemon is slower than the file comes. */
async function send(socket: Socket, ...parts: Buffer[]): Promise<void> {
  if (socket.destroyed || !socket.writable) throw new Error('closed');
  const roomy = parts.map((part) => socket.write(part)).every(Boolean);
  if (!roomy) await once(socket, 'drain');
}

function lengthOf(chunk: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length);
  return length;
}

/** `stream: OK`, `stream: <signature> FOUND`; all else (`… ERROR`, nothing, two answers) is no verdict. */
function read(answer: string): Verdict | null {
  const [text = '', ...rest] = answer.split('\0').filter(Boolean);
  if (rest.length > 0) return null;
  if (text === 'stream: OK') return 'clean';
  return /^stream: .+ FOUND$/.test(text) ? 'infected' : null;
}

const down = (cause: unknown): CareledgerError => internal(DOWN, cause);

const notCovered = (): CareledgerError =>
  forbidden('The virus scanner is outside this network and no agreement in force covers it, so no file is taken.', {
    reason: 'SCANNER_NOT_COVERED',
  });
const isNotCovered = (error: unknown): boolean =>
  error instanceof CareledgerError && error.reason === 'SCANNER_NOT_COVERED';

const tooMuch = (): CareledgerError =>
  invalid('The virus scanner does not take files of this size.', { reason: 'TOO_LARGE' });
