/** The witnesses that `LEDGER_WITNESSES` names: `url vkey`, with commas between them. */
import { env } from '@/lib/platform/env';

export interface ConfiguredWitness {
  url: string;
  /** Its verifier key (C2SP signed-note). */
  vkey: string;
}

export const configuredWitnessKeys = (): ConfiguredWitness[] =>
  (env().LEDGER_WITNESSES?.split(',') ?? []).map((one) => {
    const [url = '', vkey = ''] = one.trim().split(/\s+/);
    return { url: url.replace(/\/$/, ''), vkey };
  });
