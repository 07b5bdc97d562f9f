import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Answer, OutboundLimits, OutboundReason, Outgoing } from '../outbound';

/**
 * What a name is found at: at the first look, at the second …; `silent` never comes to an answer, another word is the code
 * of a failure. A name without an entry is looked up in earnest.
 */
export type Names = Record<string, readonly (readonly string[])[] | string>;

export interface Told {
  id: number;
  request: Outgoing;
  allowed: readonly string[];
  limits: OutboundLimits;
  names: Names;
}

export interface Failure {
  reason: OutboundReason;
  message: string;
  facts: Record<string, unknown>;
  isOurs: boolean;
  /** All that the error holds. */
  shown: string;
}

export interface Said {
  id: number;
  looks: number;
  answer?: Answer;
  failure?: Failure;
}

export interface Outbound {
  send(told: Omit<Told, 'id'>): Promise<Said>;
  stop(): void;
}

/** Starts a process that sends, in this environment. */
export async function startOutbound(env: NodeJS.ProcessEnv): Promise<Outbound> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/apps/testing/outbound-process.ts'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env,
  });
  await once(child, 'message');
  const waiting = new Map<number, (said: Said) => void>();
  child.on('message', (said: Said) => waiting.get(said.id)?.(said));
  let count = 0;
  return {
    send(told) {
      count += 1;
      const id = count;
      child.send({ ...told, id });
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    stop: () => child.kill(),
  };
}
