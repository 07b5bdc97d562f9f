import { canInOrg, type ModuleRight, type OrgRight, type ProfileRights } from '@/lib/people/rights';
import type { PaletteItem } from './palette-items';

interface Act {
  label: string;
  href: string;
  /** Hides the act from whoever lacks it; its page decides anew. */
  right?: OrgRight;
  /** The same, of a right in any module. */
  inModule?: ModuleRight;
  /** Further words by which the palette finds it. */
  keywords: string;
}

/** What one may want to do, in the words of whoever wants it, and where it is done. */
export const PALETTE_ACTS: readonly Act[] = [
  {
    label: 'Mark a field as personal health data',
    href: '/setup/compliance/hipaa',
    right: 'manageCompliance',
    keywords: 'protect phi hipaa mask restrict sensitive encrypt',
  },
  { label: 'Add a field', href: '/setup/modules', right: 'manageModules', keywords: 'new custom create column' },
  { label: 'Add a module', href: '/setup/modules', right: 'manageModules', keywords: 'new custom create object' },
  { label: 'Invite a person', href: '/setup/users', right: 'manageUsers', keywords: 'add user new colleague' },
  {
    label: 'Reset a password or second factor',
    href: '/setup/users',
    right: 'manageUsers',
    keywords: 'locked out lost',
  },
  {
    label: 'Give or take a right',
    href: '/setup/profiles',
    right: 'manageUsers',
    keywords: 'permission profile access allow deny',
  },
  { label: 'Connect an app', href: '/setup/apps', right: 'manageCompliance', keywords: 'integration webhook transfer' },
  { label: 'Create an API client', href: '/setup/api', right: 'manageUsers', keywords: 'token secret rest program' },
  {
    label: 'Put live chat on a site',
    href: '/setup/chat/snippet',
    right: 'manageChat',
    keywords: 'widget snippet code',
  },
  { label: 'Verify the audit log', href: '/audit', right: 'readLedger', keywords: 'ledger check proof tamper' },
  { label: 'Import a file', href: '/setup/import', inModule: 'import', keywords: 'csv xlsx upload records' },
  { label: 'Export records', href: '/setup/export', inModule: 'export', keywords: 'csv xlsx download' },
  { label: 'Restore a deleted record', href: '/setup/recycle-bin', inModule: 'delete', keywords: 'undo undelete bin' },
  { label: 'Change my password', href: '/account', keywords: 'security sign-in' },
  { label: 'Add a passkey or an authenticator app', href: '/account/security', keywords: 'second factor 2fa mfa totp' },
  { label: 'See where I am signed in', href: '/account/sessions', keywords: 'sessions devices end sign out' },
  { label: 'See what I may see, and why', href: '/account/access', keywords: 'my rights access profile' },
  { label: 'Choose what I am told of', href: '/account/notifications', keywords: 'mail notices email' },
];

/** The acts that these rights lead to. */
export function paletteActsFor(rights: ProfileRights): PaletteItem[] {
  const inModules = new Set([rights.everyModule, ...Object.values(rights.modules)].flat());
  return PALETTE_ACTS.filter(
    ({ right, inModule }) => (!right || canInOrg(rights, right)) && (!inModule || inModules.has(inModule)),
  ).map(({ label, href, keywords }) => ({ id: `act:${label}`, label, href, keywords }));
}
