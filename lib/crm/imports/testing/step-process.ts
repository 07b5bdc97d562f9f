/** One step of an import in a process of its own, to be killed. Started by `lib/crm/imports/killed.test.ts`, told as JSON. */
import type { Context } from '@/lib/platform/context';
import { STEPS, type Step } from './steps';

const { step, ctx, request } = JSON.parse(process.argv[2] ?? '') as { step: Step; ctx: Context; request: never };
await STEPS[step](ctx, request);
process.exit(0);
