import postgres, { type Sql } from 'postgres';
import { inDatabase } from './database-names';

/** One connection as the owner, in which databases are made and dropped. */
export function adminConnection(ownerUrl: string): Sql {
  return postgres(inDatabase(ownerUrl, 'postgres'), { max: 1, connect_timeout: 10, onnotice: () => {} });
}
