import { env } from '@/lib/platform/env';
import { type Reach, startScan, type Verdict } from './clamd';

export interface Scanning {
  bytes: AsyncIterable<Buffer>;
  /** After the last byte. */
  verdict(): Promise<Verdict>;
  /** Who looked; null when there is no scanner. */
  scannedBy: string | null;
  end(): void;
}

/**
 * Shows a file's bytes to the scanner as they pass, where one is set up (`CLAMD_SOCKET`).
 * @throws internal when it is away; forbidden where it stands outside one's own network and they may not leave that
 */
export async function scanning(source: AsyncIterable<Buffer>, reach: Reach): Promise<Scanning> {
  const address = env().CLAMD_SOCKET;
  if (!address) return { bytes: source, verdict: async () => 'clean', scannedBy: null, end: () => {} };
  const scan = await startScan(address, reach);
  return { bytes: scan.through(source), verdict: scan.verdict, scannedBy: 'clamd', end: scan.end };
}
