import { randomBytes } from 'node:crypto';

/** A name that is not taken and tells its age, so that what a killed run left behind can be dropped later. */
export function databaseName(kind: string): string {
  return `${kind}_${Math.floor(Date.now() / 1000)}_${randomBytes(4).toString('hex')}`;
}

/** The same URL with another database. */
export function inDatabase(url: string, database: string): string {
  const moved = new URL(url);
  moved.pathname = `/${database}`;
  return moved.href;
}
