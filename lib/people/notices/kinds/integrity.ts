/** Of what was changed outside Careledger, and of what is as it was again. Pure. */
import type { Facts, KindOfNotice } from './kind';

/** "of record 7021… in Contacts", as far as it is known. */
const ofRecord = ({ module, record }: Facts): string =>
  record ? `of record ${record}${module ? ` in ${module}` : ''}` : 'of a record';

const WAS_CHANGED = 'changed outside Careledger';

const LEDGER: Record<string, string> = {
  behind: 'The database is behind what was published of the audit log, which grows no further. Was a backup put back?',
  damaged: `The signed tree of the audit log was ${WAS_CHANGED}. It grows no further. Verify it`,
  stopped: 'Entries of the audit log wait, and are not signed. The log of the server says what keeps them',
};

const INTEGRITY: Record<string, (facts: Facts) => string> = {
  record: (facts) => `The encrypted values ${ofRecord(facts)} do not open: they were ${WAS_CHANGED}`,
  records: () => `The encrypted values of many records do not open: they were ${WAS_CHANGED}. The audit log names each`,
  note: (facts) => `A note ${ofRecord(facts)} does not open: it was ${WAS_CHANGED}`,
  file: (facts) => `The name of a file ${ofRecord(facts)} does not open: it was ${WAS_CHANGED}`,
  conversation: () => `Something in a chat conversation does not open: it was ${WAS_CHANGED}`,
  entry: () => `An entry of the audit log, or what it keeps encrypted, was ${WAS_CHANGED}`,
  ledger: ({ part }) => LEDGER[String(part)] ?? `The audit log was ${WAS_CHANGED}. Verify it`,
  protection: () =>
    `Marks, encryption or restrictions were ${WAS_CHANGED}. Everything counts as marked until it is set right`,
  approval: () =>
    'Something that waits for approval was written outside Careledger. It takes no effect, and can be removed',
  setting: () => `A setting that protects health data was ${WAS_CHANGED}. What is strictest counts in its place`,
  hold: () => `A legal hold of the audit log was ${WAS_CHANGED}. No entry expires until it is set right`,
  job: () => `A job was ${WAS_CHANGED}. It does not run, and its file is given to nobody`,
  bearer: () => `A session, token or link was written outside Careledger, and somebody came with it. It opened nothing`,
  rights: () => `What a person may do was ${WAS_CHANGED}. They are kept out until it is set right`,
  connection: () => `A connected app was ${WAS_CHANGED}. Nothing is sent to it until somebody sets it right`,
  agreement: () => `An agreement was ${WAS_CHANGED}. It covers nothing until somebody sets it right`,
  disclosure: () =>
    `Lines in an accounting of disclosures were ${WAS_CHANGED}. The accounting names them, and no copy lists them`,
  sharing: () =>
    `A sharing rule, or a group that one names, was ${WAS_CHANGED}. It shares nothing: delete it, and make it anew`,
  emergency: () => `Emergency access was ${WAS_CHANGED}. It opens nothing`,
  suspension: () => `A suspension in an accounting of disclosures was ${WAS_CHANGED}. It leaves nothing out`,
};

const MENDED: Record<string, (facts: Facts) => string> = {
  record: (facts) => `The encrypted values ${ofRecord(facts)} open again`,
  records: () => 'The encrypted values of most records open again',
  protection: () => 'Marks, encryption and restrictions are as Careledger left them again',
  approval: () => 'What was written outside Careledger among what waits for approval is gone',
  setting: () => 'A setting that protects health data is as Careledger left it again',
  job: () => 'A job that was changed outside Careledger is as Careledger made it again, or gone',
  rights: () => 'What a person may do is as Careledger left it again',
  sharing: () => 'A sharing rule or a group that was changed outside Careledger is as it was again, or gone',
  ledger: () => 'The audit log goes on from what was published again, and is signed',
};

/** Where a finding is looked at: the record for whoever may view it, else its entries. */
const toFinding: KindOfNotice['href'] = ({ module, recordId }, maySee) => {
  if (!recordId) return '/audit?action=integrity.failed';
  return module && maySee(module) ? `/m/${module}/${recordId}` : `/audit?record=${recordId}`;
};

export const INTEGRITY_NOTICES = {
  'integrity.failed': {
    words: (facts) => INTEGRITY[String(facts.what)]?.(facts) ?? `Something in the database was ${WAS_CHANGED}`,
    href: toFinding,
    tone: 'warning',
  },
  'integrity.mended': {
    words: (facts) =>
      MENDED[String(facts.what)]?.(facts) ?? 'Something that was changed outside Careledger is as it was again',
    href: toFinding,
    tone: 'info',
  },
  'integrity.adopted': {
    words: () =>
      'Settings and rights from before they were bound by keys were taken as they are: look through them once',
    href: () => '/setup/compliance/hipaa',
    tone: 'warning',
  },
} as const satisfies Record<string, KindOfNotice>;
