import type { Plan } from './plan';
import type { Result } from './result';

/** A plan with what came of it; of one that sends nothing there is no result. */
export interface Done {
  plan: Plan;
  result: Result | null;
}
