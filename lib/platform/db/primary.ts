/** Of several hosts, the URL of the one that takes changes: for the job queue, whose driver knows one host only. */
import { urlsOfHosts } from '@/lib/platform/database-url';
import { unavailable } from '@/lib/platform/errors';
import { connect } from './client';

/** @throws unavailable when none of them takes changes */
export async function primaryUrl(url: string): Promise<string> {
  const hosts = (urlsOfHosts(url) ?? []).map(String);
  if (hosts.length < 2) return url;
  for (const host of hosts) if (await takesChanges(host)) return host;
  throw unavailable('None of the hosts of the database takes changes.');
}

async function takesChanges(url: string): Promise<boolean> {
  const sql = connect(url, { max: 1, connect_timeout: 5 });
  try {
    const [row] = await sql<[{ readOnly: string }]>`select current_setting('transaction_read_only') as "readOnly"`;
    return row.readOnly === 'off';
  } catch {
    return false; // The next may be there; that none is, is said above.
  } finally {
    await sql.end({ timeout: 1 });
  }
}
