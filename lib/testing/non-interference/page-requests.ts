/** By file, from `app/`: the addresses of each page that one who may not read would ask for. A page without a row fails. */
import { CONTACTS, SEALED, UNSEALED } from './values';
import type { World } from './world';

/** What an address is made of; a world as it comes out of another process has it too. */
export type Places = Pick<World, 'ids' | 'org'>;

type Addresses = (world: Places) => readonly string[];

const MARKED = [...SEALED, ...UNSEALED].join(',');
const held: Record<string, unknown> = CONTACTS[0]?.marked.first ?? {};

const filter = (field: string, operator = 'equals') =>
  `filters=${encodeURIComponent(JSON.stringify([{ field, operator, value: String(held[field]) }]))}`;
const at =
  (...paths: string[]): Addresses =>
  () =>
    paths;
/** Of two whose values differ in everything, of one deleted, of one without a name, and of one who is nobody. */
const ofRecords =
  (rest: string): Addresses =>
  ({ ids }) => [
    ...['ben', 'cara', 'dora'].map((key) => `/m/Contacts/${ids[key]}${rest}`),
    `/m/Leads/${ids.ella}${rest}`,
    `/m/Cases/${ids.case1}${rest}`,
    `/m/Contacts/123${rest}`,
  ];

/** A few of each kind: `verbs` asks for all. */
const PRYING = [
  ...['SSN', 'Diagnosis', 'Risk'].map((field) => `sort=${field}`),
  ...['SSN', 'Diagnosis', 'Date_of_Birth'].map((field) => filter(field)),
  filter('Diagnosis', 'contains'),
  filter('Private_Email', 'is_empty'),
];

export const PAGE_REQUESTS: Readonly<Record<string, Addresses>> = {
  '(auth)/sign-in/page.tsx': at('/sign-in'),
  '(auth)/new-password/page.tsx': at('/new-password'),
  '(app)/page.tsx': at('/'),
  '(app)/account/page.tsx': at('/account'),
  '(app)/account/sessions/page.tsx': at('/account/sessions'),
  '(app)/account/programs/page.tsx': at('/account/programs'),
  '(app)/notices/page.tsx': at('/notices'),
  '(app)/setup/approvals/page.tsx': at('/setup/approvals'),
  '(app)/(chat-audit)/chat/audit/page.tsx': at('/chat/audit', '/chat/audit?range=all&action=visitor.update'),
  'extract/[extractId]/page.tsx': at('/extract/123'),
  '(app)/audit/page.tsx': ({ ids }) => [
    '/audit?range=all&action=group:phi',
    '/audit?range=all&module=Contacts',
    `/audit?range=all&record=${ids.anna}`,
    '/audit?range=all&outcome=refused',
  ],
  // Visitors' names and words are for those who chat: the others ask, below.
  '(app)/chat/page.tsx': at(),
  '(app)/chat/[conversationId]/page.tsx': at('/chat/123'),
  '(app)/developers/page.tsx': at('/developers'),
  '(app)/first-steps/page.tsx': at('/first-steps'),
  '(app)/m/[module]/page.tsx': at(
    '/m/Contacts',
    `/m/Contacts?columns=${MARKED}`,
    '/m/Contacts?columns=Title&sort=Last_Name',
    '/m/Contacts?sort=-Last_Name&size=25',
    '/m/Leads',
    '/m/Leads?sort=Name',
    '/m/Cases?columns=Subject,Related_To,Referral',
    ...PRYING.map((query) => `/m/Contacts?${query}`),
  ),
  '(app)/m/[module]/new/page.tsx': at('/m/Contacts/new', '/m/Cases/new'),
  '(app)/m/[module]/print/page.tsx': at(
    '/m/Contacts/print',
    `/m/Contacts/print?columns=${MARKED}`,
    '/m/Leads/print',
    '/m/Cases/print?columns=Subject,Related_To,Referral',
    ...PRYING.slice(2, 4).map((query) => `/m/Contacts/print?${query}`),
  ),
  '(app)/m/[module]/import/page.tsx': at('/m/Contacts/import'),
  '(app)/m/[module]/import/[importId]/page.tsx': at('/m/Contacts/import/123'),
  '(app)/m/[module]/[recordId]/page.tsx': ofRecords(''),
  '(app)/m/[module]/[recordId]/edit/page.tsx': ofRecords('/edit'),
  '(app)/m/[module]/[recordId]/duplicates/page.tsx': ofRecords('/duplicates'),
  '(app)/m/[module]/duplicates/page.tsx': at('/m/Contacts/duplicates', '/m/Leads/duplicates?apart=true'),
  '(app)/m/[module]/merge/page.tsx': ({ ids }) => [
    `/m/Contacts/merge?ids=${ids.ben},${ids.cara}`,
    `/m/Contacts/merge?ids=${ids.ben},123`,
  ],
  '(app)/m/[module]/[recordId]/print/page.tsx': ofRecords('/print'),
  '(app)/setup/page.tsx': at('/setup'),
  '(app)/setup/api/page.tsx': at('/setup/api'),
  '(app)/setup/api/[clientId]/page.tsx': at('/setup/api/123'),
  '(app)/setup/chat/page.tsx': at('/setup/chat'),
  '(app)/setup/chat/blocked/page.tsx': at('/setup/chat/blocked'),
  '(app)/setup/chat/brands/[brandId]/page.tsx': at('/setup/chat/brands/123'),
  '(app)/setup/chat/canned-responses/page.tsx': at('/setup/chat/canned-responses'),
  '(app)/setup/chat/custom-fields/page.tsx': at('/setup/chat/custom-fields'),
  '(app)/setup/chat/departments/page.tsx': at('/setup/chat/departments'),
  '(app)/setup/chat/conversations/page.tsx': at(
    '/setup/chat/conversations',
    '/setup/chat/conversations?state=live&until=2020-01-01',
  ),
  '(app)/setup/chat/recycle-bin/page.tsx': at('/setup/chat/recycle-bin'),
  '(app)/setup/chat/retention/page.tsx': at('/setup/chat/retention'),
  '(app)/setup/chat/settings/page.tsx': at('/setup/chat/settings'),
  '(app)/setup/chat/snippet/page.tsx': at('/setup/chat/snippet'),
  '(app)/setup/compliance/page.tsx': at('/setup/compliance'),
  '(app)/setup/compliance/hipaa/page.tsx': at('/setup/compliance/hipaa'),
  '(app)/setup/export/page.tsx': at('/setup/export'),
  '(app)/setup/import/page.tsx': at('/setup/import'),
  '(app)/setup/keys/page.tsx': at('/setup/keys'),
  '(app)/setup/modules/page.tsx': at('/setup/modules'),
  '(app)/setup/modules/[module]/page.tsx': at('/setup/modules/Contacts', '/setup/modules/Leads'),
  '(app)/setup/modules/[module]/layouts/[layout]/page.tsx': at('/setup/modules/Contacts/layouts/Standard'),
  '(app)/setup/organization/page.tsx': at('/setup/organization'),
  '(app)/setup/profiles/page.tsx': at('/setup/profiles'),
  '(app)/setup/profiles/[profileId]/page.tsx': ({ org }) => [`/setup/profiles/${org.profileIds.Operator}`],
  '(app)/setup/recycle-bin/page.tsx': at('/setup/recycle-bin?module=Contacts', '/setup/recycle-bin?module=Leads'),
  '(app)/setup/roles/page.tsx': at('/setup/roles'),
  '(app)/setup/security/page.tsx': at('/setup/security'),
  '(app)/setup/users/page.tsx': at('/setup/users'),
};

/** The record with a note and a file, and chats: those who may reveal read these, so the others ask. */
export const guardedPages = ({ ids }: Places): readonly string[] => [
  ...['', '/edit', '/print'].map((rest) => `/m/Contacts/${ids.anna}${rest}`),
  '/chat',
];
