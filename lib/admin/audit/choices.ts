/** What the audit page's filters offer. Pure: the screen runs it too. */
import { ACTION_NAMES, type ActionGroup, actionsIn, GROUP_NAMES } from '@/lib/protection/ledger/action-groups';
import type { LedgerAction } from '@/lib/protection/ledger/actions';

export const RANGES = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  all: 'All time',
  custom: 'Chosen days',
} as const;

export type Range = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as [Range, ...Range[]];
export const DEFAULT_RANGE: Range = '30d';

/** One action, or all of a group. */
export type ActionChoice = LedgerAction | `group:${ActionGroup}`;
export const ACTION_CHOICES = [...GROUP_NAMES.map((group) => `group:${group}` as const), ...ACTION_NAMES] as [
  ActionChoice,
  ...ActionChoice[],
];

/** Of live chat's own view. */
export const CHAT_CHOICES = ['group:chat', ...actionsIn('chat')] as [ActionChoice, ...ActionChoice[]];
