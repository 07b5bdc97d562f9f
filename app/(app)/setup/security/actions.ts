'use server';

import { sessionPolicySchema } from '@/lib/auth/session-policy';
import { action } from '@/lib/http/action';
import { updateSessionPolicy } from '@/lib/settings/session-policy';

export const savePolicy = action(sessionPolicySchema, updateSessionPolicy);
