import type { ClientUse } from '@/lib/admin/settings/compliance/field-use';

/** What a program has read lately, in words. */
export const clientLine = ({ name, fields, lastDay }: ClientUse): string =>
  `The API client ${name} read ${fields.join(', ')}, last on ${lastDay}.`;
