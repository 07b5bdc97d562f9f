/** The shape of each row of the table `settings`, by its key. What is read there passes through its schema. */
import { z } from 'zod';
import { secondPersonSchema } from '@/lib/people/approvals/setting-schema';
import { sessionPolicySchema } from '@/lib/people/auth/session-policy';
import type { Sharing } from '@/lib/platform/db/schema/modules';
import { plainLine } from '@/lib/platform/plain-line';

export const SETTINGS = {
  session_policy: sessionPolicySchema,
  second_person: secondPersonSchema,
} as const;

export type SettingKey = keyof typeof SETTINGS;

export const SHARING: Record<Sharing, string> = {
  private: 'Private',
  public_read: 'Public read',
  public_read_write: 'Public read/write',
};

export const sharingChangeSchema = z.object({
  module: z.string().max(100),
  sharing: z.enum(['private', 'public_read', 'public_read_write'], { error: 'Choose one of the three.' }),
});

export const organizationSchema = z.object({ name: plainLine('a name', 100) });

export type SharingChange = z.input<typeof sharingChangeSchema>;
export type Organization = z.input<typeof organizationSchema>;
