/** `database.json`: where the embedded database listens and how its two roles sign in. Mode 0600. */
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.object({ port: z.number().int().min(1).max(65_535), owner: z.string(), app: z.string() });

export type Connections = z.infer<typeof schema>;

export const DATABASE = 'careledger';
export const OWNER = 'careledger_owner';
export const APP = 'careledger_app';

const path = (dataDir: string) => join(dataDir, 'database.json');
const url = (role: string, password: string, port: number) =>
  `postgres://${role}:${password}@127.0.0.1:${port}/${DATABASE}`;

/** Reads the file; null when it is missing or not whole, in which case new passwords are set. */
export function readConnections(dataDir: string): Connections | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path(dataDir), 'utf8')));
  } catch {
    return null;
  }
}

/** New random passwords for both roles. */
export function newConnections(port: number): Connections {
  const password = () => randomBytes(24).toString('hex');
  return { port, owner: url(OWNER, password(), port), app: url(APP, password(), port) };
}

/** The same roles and passwords at another port. */
export function atPort(connections: Connections, port: number): Connections {
  const moved = (text: string) => url(new URL(text).username, new URL(text).password, port);
  return { port, owner: moved(connections.owner), app: moved(connections.app) };
}

/** Writes the file whole or not at all. */
export function writeConnections(dataDir: string, connections: Connections): void {
  const draft = `${path(dataDir)}.new`;
  writeFileSync(draft, `${JSON.stringify(connections, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path(dataDir));
}
