/** The cards of one's home, and whose home has which. Pure. What a card tells is asked of a verb of its own, which asks for rights itself. */
import { SECOND_PERSONS } from '@/lib/people/approvals/kinds';
import { canInModule, canInOrg, type ProfileRights } from '@/lib/people/rights';

interface HomeCard {
  title: string;
  /** What stands under the title. */
  words?: string;
  /** Where the whole of it is. */
  more?: { label: string; href: string };
  seenBy: (rights: ProfileRights) => boolean;
}

const seesRecords = ({ everyModule, modules }: ProfileRights): boolean =>
  everyModule.includes('view') || Object.values(modules).some((rights) => rights.includes('view'));

const keepsWatch = (rights: ProfileRights): boolean =>
  canInOrg(rights, 'readWholeLedger') || canInOrg(rights, 'manageCompliance');

/** In the order in which they stand until somebody arranges them. */
export const HOME_CARDS = {
  attention: {
    title: 'Needs attention',
    seenBy: (rights) => canInOrg(rights, 'manageCompliance') || canInOrg(rights, 'manageUsers'),
  },
  review: {
    title: 'To review',
    words: 'What the review desk found, but for what is about yourself',
    more: { label: 'Review desk', href: '/audit/review' },
    seenBy: (rights) => canInOrg(rights, 'readWholeLedger'),
  },
  tasks: {
    title: 'My tasks',
    words: 'Due today and overdue',
    more: { label: 'All tasks', href: '/m/Tasks' },
    seenBy: (rights) => canInModule(rights, 'Tasks', 'view'),
  },
  agenda: {
    title: 'Today',
    words: 'My meetings and calls',
    seenBy: (rights) => canInModule(rights, 'Events', 'view') || canInModule(rights, 'Calls', 'view'),
  },
  chats: {
    title: 'Chats',
    more: { label: 'Chat', href: '/chat' },
    seenBy: (rights) => canInOrg(rights, 'revealPhi'),
  },
  approvals: {
    title: 'Waits for my word',
    more: { label: 'Approvals', href: '/setup/approvals' },
    seenBy: (rights) => SECOND_PERSONS.some((right) => canInOrg(rights, right)),
  },
  changed: {
    title: 'Changed by others',
    words: 'Records that I own, in the last 7 days',
    seenBy: seesRecords,
  },
  recent: {
    title: 'Recent records',
    words: 'Those with health data that I opened, and all that I made or changed',
    seenBy: seesRecords,
  },
  notices: {
    title: 'Notices',
    more: { label: 'All notices', href: '/notices' },
    seenBy: () => true,
  },
  agreements: {
    title: 'Agreements',
    words: 'About to end, ended lately, or signed and not in force',
    more: { label: 'All agreements', href: '/setup/agreements' },
    seenBy: keepsWatch,
  },
  disclosures: {
    title: 'Much disclosed',
    words: 'By others, half of what they may within an hour or a day, or more',
    seenBy: keepsWatch,
  },
} as const satisfies Record<string, HomeCard>;

export type HomeCardKey = keyof typeof HOME_CARDS;

export const HOME_CARD_KEYS = Object.keys(HOME_CARDS) as [HomeCardKey, ...HomeCardKey[]];

export const cardOf = (key: HomeCardKey): HomeCard => HOME_CARDS[key];

/** The cards of whoever has these rights. */
export const cardsFor = (rights: ProfileRights): HomeCardKey[] =>
  HOME_CARD_KEYS.filter((key) => HOME_CARDS[key].seenBy(rights));
