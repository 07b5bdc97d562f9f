'use server';

import { updateFactorPolicy } from '@/lib/admin/settings/second-factor';
import { factorPolicySchema } from '@/lib/people/auth/factor-policy';
import { command } from '@/lib/ways-in/http/action';

export const saveFactorPolicy = command(factorPolicySchema, (ctx, input) => updateFactorPolicy(ctx, input));
