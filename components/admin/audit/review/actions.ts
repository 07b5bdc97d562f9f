'use server';

import { signOffSchema } from '@/lib/admin/audit/review/schemas';
import { updateReviewSettings } from '@/lib/admin/audit/review/settings';
import { reviewSettingsSchema } from '@/lib/admin/audit/review/settings-schema';
import { signOff } from '@/lib/admin/audit/review/sign-off';
import { action, command } from '@/lib/ways-in/http/action';

export const signOffItems = command(signOffSchema, signOff);
export const saveRules = action(reviewSettingsSchema, updateReviewSettings);
