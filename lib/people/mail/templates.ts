/** Every template there is: one file each, without a byte of a record. */
import type { MailTemplate } from './template';
import { addressChanged } from './templates/address-changed';
import { invitation } from './templates/invitation';
import { newDevice } from './templates/new-device';
import { notice } from './templates/notice';
import { passwordLink } from './templates/password-link';

export const TEMPLATES = {
  invitation,
  password_link: passwordLink,
  new_device: newDevice,
  address_changed: addressChanged,
  notice,
} as const satisfies Record<string, MailTemplate>;

export type TemplateName = keyof typeof TEMPLATES;

/** Undefined for one that another version wrote. */
export const templateOf = (name: string): MailTemplate | undefined =>
  Object.hasOwn(TEMPLATES, name) ? TEMPLATES[name as TemplateName] : undefined;
