import { accessSync, chmodSync, constants, existsSync, mkdirSync } from 'node:fs';
import { StartError } from './start-error';

/**
 * Makes the data folder. Its files have modes of their own; the account `postgres`, to which root hands the database,
 * passes through it.
 */
export function ensureDataDir(dataDir: string): void {
  try {
    if (!existsSync(dataDir)) {
      mkdirSync(dataDir, { recursive: true });
      chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
    }
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(`DATA_DIR ${dataDir} cannot be used: ${(error as NodeJS.ErrnoException).code}.`);
  }
}
