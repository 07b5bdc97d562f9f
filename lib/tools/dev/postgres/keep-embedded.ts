import { keep } from '../keep';
import { type Embedded, type EmbeddedOptions, startEmbedded } from './embedded';

/**
 * The embedded PostgreSQL, started again at the same port whenever it ends by itself. It replays its log, so what was
 * committed is there; what a killed one left behind is cleared by `startEmbedded`, which fails while anything of the old
 * one still holds its memory, and is tried again.
 */
export async function keepEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<Omit<Embedded, 'ended'>> {
  const first = await startEmbedded(dataDir, options);
  const childOf = ({ ended, stop }: Embedded) => ({ ended: ended.then(() => 'by itself'), stop });
  const kept = keep('database', childOf(first), async () =>
    childOf(await startEmbedded(dataDir, { ...options, samePort: true })),
  );
  const { port, owner, app } = first;
  return { port, owner, app, stop: kept.stop };
}
