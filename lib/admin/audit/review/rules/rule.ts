/** What a rule of the review desk is: a pure function from entries to what is worth a look, and its words. */
import type { Id } from '@/lib/platform/ids';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import type { ReviewSettings } from '../settings-schema';

/** An entry by a person, or by a program that acts for one. */
export interface Act {
  id: Id;
  at: Date;
  action: LedgerAction;
  outcome: 'done' | 'refused';
  /** The person; of a program whoever it acts for. */
  personId: Id;
  personName: string;
  byProgram: boolean;
  module: string | null;
  recordId: Id | null;
}

/** All that the rules look at. Ids, names and times: no value of a record. */
export interface Evidence {
  /** New since the last time, in the order in which they were made. */
  acts: readonly Act[];
  /** The new ones and those of the same people, and of programs that act for them, from the day before, in the same order. */
  recent: readonly Act[];
  /** By person: their time zone. */
  zones: ReadonlyMap<Id, string>;
  /** By person: time zones that their account had before they changed it themselves, within a week. */
  zonesBefore: ReadonlyMap<Id, ReadonlySet<string>>;
  /** By person: how many values they usually reveal in an hour in which they reveal any. */
  usual: ReadonlyMap<Id, number>;
  /** By person: when they acted last before these; where they never did, when their account was made. */
  lastBefore: ReadonlyMap<Id, Date>;
  /** New entries that are the first of their act by that person. */
  firstTimes: ReadonlySet<Id>;
  /** `pairOf` a person and a record whose last name is theirs. */
  sameSurname: ReadonlySet<string>;
  /** `pairOf` a person and a record for which they have something to do. */
  busyWith: ReadonlySet<string>;
}

export const pairOf = (personId: Id, recordId: Id): string => `${personId} ${recordId}`;

/** Something worth a look. Found again with more entries, it is the same item by its person and key. */
export interface Finding {
  personId: Id;
  personName: string;
  key: string;
  /** 1 to 100: what is looked at first. */
  score: number;
  entries: readonly Act[];
  module?: string | undefined;
  recordId?: Id;
  facts: Facts;
}

export type Facts = Readonly<Record<string, number | string>>;

export type RuleName = Exclude<keyof ReviewSettings, 'overdueDays'>;

export interface Rule<Name extends RuleName = RuleName> {
  name: Name;
  title: string;
  /** Why one is shown this: what the rule looks for, for whoever reviews. */
  why: string;
  /** What it found, from its facts. */
  found(facts: Facts): string;
  find(evidence: Evidence, settings: ReviewSettings[Name]): Finding[];
}

/** Acts by which somebody sees what stands in one record. */
export const READS: ReadonlySet<LedgerAction> = new Set<LedgerAction>([
  'record.view',
  'record.reveal',
  'record.subject_export',
  'note.view',
  'attachment.download',
]);

/** Acts by which somebody sees health data, of one record or of many. */
export const SEES: ReadonlySet<LedgerAction> = new Set<LedgerAction>([
  ...READS,
  'record.list',
  'record.search',
  'record.print',
  'conversation.open',
  'conversation.reveal',
  'conversation.search',
  'conversation.download',
  'conversation.export',
]);

export const REVEALS: ReadonlySet<LedgerAction> = new Set<LedgerAction>(['record.reveal', 'conversation.reveal']);

/** Acts by which data leaves the product. */
export const EXPORTS: ReadonlySet<LedgerAction> = new Set<LedgerAction>([
  'export.start',
  'ledger.export_start',
  'record.subject_export',
  'record.print',
  'conversation.export',
  'accounting.export',
]);
