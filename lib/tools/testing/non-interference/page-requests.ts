/** The addresses of pages that one who may not read would ask for. */
import type { MadeAddresses, PageAccess } from '@/lib/ways-in/http/page-access';
import { CONTACTS, SEALED, UNSEALED } from './values';
import type { World } from './world';

/** What an address is made of; a world as it comes out of another process has it too. */
export type Places = Pick<World, 'ids' | 'org'>;

type Addresses = (world: Places, path: string) => readonly string[];

const MARKED = [...SEALED, ...UNSEALED].join(',');
const held: Record<string, unknown> = CONTACTS[0]?.marked.first ?? {};

const filter = (field: string, operator = 'equals') =>
  `filters=${encodeURIComponent(JSON.stringify([{ field, operator, value: String(held[field]) }]))}`;
/** A few of each kind: `verbs` asks for all. */
const PRYING = [
  ...['SSN', 'Diagnosis', 'Risk'].map((field) => `sort=${field}`),
  ...['SSN', 'Diagnosis', 'Date_of_Birth'].map((field) => filter(field)),
  filter('Diagnosis', 'contains'),
  filter('Private_Email', 'is_empty'),
];

/** Of pages whose addresses are made of a world's records; `access.ts` beside the page says which of these are its own. */
const MADE: Readonly<Record<MadeAddresses, Addresses>> = {
  audit: ({ ids }) => [
    '/audit?range=all&action=group:phi',
    '/audit?range=all&module=Contacts',
    `/audit?range=all&record=${ids.anna}`,
    '/audit?range=all&outcome=refused',
  ],
  list: () => [
    '/m/Contacts',
    `/m/Contacts?columns=${MARKED}`,
    '/m/Contacts?columns=Title&sort=Last_Name',
    '/m/Contacts?sort=-Last_Name&size=25',
    '/m/Leads',
    '/m/Leads?sort=Name',
    '/m/Cases?columns=Subject,Related_To,Referral',
    ...PRYING.map((query) => `/m/Contacts?${query}`),
  ],
  board: () => [
    '/m/Contacts/board',
    `/m/Contacts/board?columns=${MARKED}`,
    '/m/Leads/board',
    '/m/Contacts/board?by=Lead_Source',
    '/m/Contacts/board?sum=Weight',
    ...PRYING.slice(3).map((query) => `/m/Contacts/board?${query}`),
  ],
  calendar: () => [
    '/m/Contacts/calendar',
    '/m/Contacts/calendar?by=Date_of_Birth&at=1911-02-03',
    '/m/Contacts/calendar?by=Next_Visit&at=2031-04-05',
    '/m/Leads/calendar?by=Created_Time&span=week',
    ...PRYING.slice(3).map((query) => `/m/Contacts/calendar?${query}`),
  ],
  printedList: () => [
    '/m/Contacts/print',
    `/m/Contacts/print?columns=${MARKED}`,
    '/m/Leads/print',
    '/m/Cases/print?columns=Subject,Related_To,Referral',
    ...PRYING.slice(2, 4).map((query) => `/m/Contacts/print?${query}`),
  ],
  // Of two whose values differ in everything, of one deleted, of one without a name, and of one who is nobody.
  records: ({ ids }, path) => {
    const [, rest = ''] = path.split('{id}');
    return [
      ...['ben', 'cara', 'dora'].map((key) => `/m/Contacts/${ids[key]}${rest}`),
      `/m/Leads/${ids.ella}${rest}`,
      `/m/Cases/${ids.case1}${rest}`,
      `/m/Contacts/123${rest}`,
    ];
  },
  lead: ({ ids }) => [`/m/Leads/${ids.ella}/convert`, '/m/Leads/123/convert'],
  merge: ({ ids }) => [`/m/Contacts/merge?ids=${ids.ben},${ids.cara}`, `/m/Contacts/merge?ids=${ids.ben},123`],
  person: ({ org }) => [`/setup/users/${org.operator.actor.id}/access`],
  profile: ({ org }) => [`/setup/profiles/${org.profileIds.Operator}`],
};

/** What one who may not read would ask of a page. */
export function addressesOf({ path, requests = [path] }: PageAccess, world: Places): readonly string[] {
  return typeof requests === 'string' ? MADE[requests](world, path) : requests;
}

/** The record with a note and a file, and chats: those who may reveal read these, so the others ask. */
export const guardedPages = ({ ids }: Places): readonly string[] => [
  ...['', '/edit', '/print'].map((rest) => `/m/Contacts/${ids.anna}${rest}`),
  '/chat',
];
