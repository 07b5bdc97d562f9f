/** Which Careledger this is, for forms that name their writer. */
import { readFileSync } from 'node:fs';
import { env } from '@/lib/platform/env';
import { once } from '@/lib/platform/once';

/** Who writes an event of OCSF, or an AuditEvent. */
export interface Product {
  version: string;
  /** The name of this server. */
  host: string;
}

/** This server, by its address, and its version. */
export const productHere = (): Product =>
  once('protection/ledger/forms/product', () => ({
    version: (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version,
    host: new URL(env().NEXTAUTH_URL ?? 'http://localhost').hostname,
  }));
