import { canInOrg, type OrgRight, type ProfileRights } from '@/lib/people/rights';

export interface SetupItem {
  label: string;
  href: string;
  /** Hides the link from whoever lacks it; the page itself decides anew. */
  right?: OrgRight;
  /** Hides it from whoever has this one: another link leads there. */
  unless?: OrgRight;
  /** Further words by which the filter and the command palette find it. */
  keywords?: string;
}

export interface SetupGroup {
  label: string;
  items: readonly SetupItem[];
}

const AGREEMENT_WORDS = 'baa business associate subcontractor contract sign';

/** Grouped and named as in Zoho CRM's Setup. A group without items is not shown. */
const SETUP_MENU: readonly SetupGroup[] = [
  {
    label: 'General',
    items: [
      { label: 'Personal settings', href: '/account', keywords: 'profile password sessions theme time zone' },
      { label: 'Organization', href: '/setup/organization', right: 'manageUsers', keywords: 'company name' },
    ],
  },
  {
    label: 'Users and Control',
    items: [
      { label: 'Users', href: '/setup/users', right: 'manageUsers', keywords: 'people invite deactivate' },
      {
        label: 'Current sessions',
        href: '/setup/sessions',
        right: 'manageUsers',
        keywords: 'signed in device end sign out',
      },
      {
        label: 'Access reviews',
        href: '/setup/access-reviews',
        right: 'manageUsers',
        keywords: 'campaign recertify attest manager confirm reduce remove report',
      },
      {
        label: 'Access reviews',
        href: '/setup/access-reviews',
        right: 'readWholeLedger',
        unless: 'manageUsers',
        keywords: 'campaign recertify attest manager confirm reduce remove report',
      },
      { label: 'Mail', href: '/setup/mail', right: 'manageUsers', keywords: 'email outbox smtp invitation sent' },
      { label: 'Profiles', href: '/setup/profiles', right: 'manageUsers', keywords: 'permissions rights' },
      { label: 'Roles and sharing', href: '/setup/roles', right: 'manageUsers', keywords: 'hierarchy tree private' },
      {
        label: 'Sharing rules',
        href: '/setup/sharing',
        right: 'manageUsers',
        keywords: 'share records owner criteria access private',
      },
      { label: 'Groups', href: '/setup/groups', right: 'manageUsers', keywords: 'group team people members' },
      {
        label: 'Single sign-on',
        href: '/setup/sso',
        right: 'manageUsers',
        keywords: 'sso oidc openid saml entra okta keycloak google identity provider login',
      },
      {
        label: 'Offline kit',
        href: '/setup/offline-kit',
        right: 'manageUsers',
        keywords: 'break glass recovery cards shamir provider down sso emergency sign-in',
      },
      {
        label: 'Directories (SCIM)',
        href: '/setup/scim',
        right: 'manageUsers',
        keywords: 'scim provisioning entra okta directory groups leaver',
      },
      {
        label: 'Compliance settings',
        href: '/setup/compliance/hipaa',
        right: 'manageCompliance',
        keywords: 'hipaa phi health data restrict',
      },
      { label: 'Agreements', href: '/setup/agreements', right: 'manageCompliance', keywords: AGREEMENT_WORDS },
      {
        label: 'Agreements',
        href: '/setup/agreements',
        right: 'readWholeLedger',
        unless: 'manageCompliance',
        keywords: AGREEMENT_WORDS,
      },
    ],
  },
  {
    label: 'Customization',
    items: [
      { label: 'Modules and fields', href: '/setup/modules', right: 'manageModules', keywords: 'layouts custom mark' },
      {
        label: 'Lead conversion',
        href: '/setup/conversion',
        right: 'manageModules',
        keywords: 'convert mapping contact account deal fields',
      },
    ],
  },
  {
    label: 'Channels',
    items: [
      {
        label: 'Live chat',
        href: '/setup/chat',
        right: 'manageChat',
        keywords:
          'widget snippet brand visitor pre-chat department canned response retention block delete conversation',
      },
      {
        label: 'Conversations',
        href: '/setup/chat/conversations',
        right: 'deleteConversations',
        unless: 'manageChat',
        keywords: 'chat delete recycle bin restore',
      },
    ],
  },
  {
    label: 'Data Administration',
    items: [
      { label: 'Import', href: '/setup/import', keywords: 'csv upload' },
      { label: 'Export', href: '/setup/export', keywords: 'csv download' },
      { label: 'Recycle bin', href: '/setup/recycle-bin', keywords: 'deleted restore' },
      { label: 'Audit log', href: '/audit', right: 'readLedger', keywords: 'ledger events history' },
      {
        label: 'Audit log retention',
        href: '/setup/compliance/retention',
        right: 'manageCompliance',
        keywords: 'ledger keep expire legal hold term',
      },
      {
        label: 'Audit log retention',
        href: '/setup/compliance/retention',
        right: 'readWholeLedger',
        unless: 'manageCompliance',
        keywords: 'ledger keep expire legal hold term',
      },
      { label: 'Live chat audit', href: '/chat/audit', right: 'readLedger', keywords: 'conversation visitor extract' },
      { label: 'Review', href: '/audit/review', right: 'readWholeLedger', keywords: 'desk snooping activity sign off' },
      {
        label: 'Review rules',
        href: '/setup/review',
        right: 'manageCompliance',
        keywords: 'surname night bulk overdue',
      },
    ],
  },
  {
    label: 'Security Control',
    items: [
      {
        label: 'Security',
        href: '/setup/security',
        right: 'manageCompliance',
        keywords: 'session policy idle log-off timeout second person',
      },
      {
        label: 'Approvals',
        href: '/setup/approvals',
        right: 'readWholeLedger',
        keywords: 'second person confirm stop waiting notices',
      },
      {
        label: 'Emergency access',
        href: '/emergency',
        right: 'readWholeLedger',
        keywords: 'break glass drill review urgent',
      },
      {
        label: 'Emergency access',
        href: '/emergency',
        right: 'emergencyAccess',
        unless: 'readWholeLedger',
        keywords: 'break glass drill urgent',
      },
      {
        label: 'Audit log stream',
        href: '/setup/siem',
        right: 'readWholeLedger',
        keywords: 'siem syslog cef ocsf splunk sentinel tls receiver',
      },
      { label: 'Encryption keys', href: '/setup/keys', right: 'manageCompliance', keywords: 'seal rotate' },
    ],
  },
  {
    label: 'Developer Hub',
    items: [
      { label: 'API clients', href: '/setup/api', right: 'manageUsers', keywords: 'rest oauth token scope secret' },
      {
        label: 'API reference',
        href: '/developers',
        right: 'manageUsers',
        keywords: 'rest openapi docs try developers',
      },
    ],
  },
  {
    label: 'Apps',
    items: [
      {
        label: 'Connected apps',
        href: '/setup/apps',
        right: 'manageCompliance',
        keywords: 'zoho desk campaigns webhook slack salesforce hubspot zendesk mailchimp integration transfer',
      },
      {
        label: 'Connected apps',
        href: '/setup/apps',
        right: 'readWholeLedger',
        unless: 'manageCompliance',
        keywords: 'transfer integration',
      },
    ],
  },
];

/** The groups, and in them the items, that these rights lead to. */
export function setupMenuFor(rights: ProfileRights): readonly SetupGroup[] {
  const groups = SETUP_MENU.map((group) => ({
    ...group,
    items: group.items.filter(
      ({ right, unless }) => (!right || canInOrg(rights, right)) && !(unless && canInOrg(rights, unless)),
    ),
  }));
  return groups.filter((group) => group.items.length > 0);
}
