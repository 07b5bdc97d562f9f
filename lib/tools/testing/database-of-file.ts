/**
 * What makes and drops the database of a test file, known once a file of this process has imported it
 * (`lib/tools/testing/database.ts`): where test files share a process it is imported once, and used for each file.
 */
export interface DatabaseOfFile {
  open(): Promise<void>;
  close(): Promise<void>;
}

let known: DatabaseOfFile | undefined;

export function announceDatabase(database: DatabaseOfFile): void {
  known = database;
}

export const databaseOfFile = (): DatabaseOfFile | undefined => known;
