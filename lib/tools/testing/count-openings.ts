import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/** How many envelopes are opened by an act, tried and failed ones too. Once an act was run before: keys are kept then. */
export async function countOpenings(act: () => Promise<unknown>): Promise<number> {
  const { createDecipheriv } = crypto;
  let openings = 0;
  crypto.createDecipheriv = ((...given: Parameters<typeof createDecipheriv>) => {
    openings += 1;
    return createDecipheriv(...given);
  }) as typeof createDecipheriv;
  syncBuiltinESMExports();
  try {
    await act();
    return openings;
  } finally {
    crypto.createDecipheriv = createDecipheriv;
    syncBuiltinESMExports();
  }
}
