/** A mail as it is read: opened, and in its two forms. */
import { type RenderedMail, renderMail } from '@/lib/people/mail/render';
import { templateOf } from '@/lib/people/mail/templates';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { OpenError } from '@/lib/platform/crypto/open-error';
import { env } from '@/lib/platform/env';
import { openMail, type SealedMail } from '@/lib/protection/credentials';

export type OpenedMail = RenderedMail & { to: string };

/** Null for one that SQL changed or made, or that another version wrote. */
export function readContent(keys: OrgKeys, mail: SealedMail): OpenedMail | null {
  const template = templateOf(mail.template);
  if (!template) return null;
  try {
    const { to, facts, path } = openMail(keys, mail);
    const address = `${(env().NEXTAUTH_URL ?? '').replace(/\/$/, '')}${path ?? template.page ?? '/'}`;
    return { to, ...renderMail(template, facts, address) };
  } catch (error) {
    if (error instanceof OpenError) return null;
    throw error;
  }
}
