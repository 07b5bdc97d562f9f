/** Of everybody’s own work. Pure. */
import { type KindOfNotice, type NoticeSubject, text } from './kind';

const toRecord = ({ module, recordId }: NoticeSubject) => (module && recordId ? `/m/${module}/${recordId}` : null);

const FINISHED: Record<string, string> = {
  import: 'Your import',
  export: 'Your export',
  subject: 'Your file of everything about a record',
};

const counted = (rows: number): string => (rows === 1 ? '1 record' : `${rows} records`);

export const WORK_NOTICES = {
  'mail.gave_up': {
    words: (facts) =>
      `${facts.count === 1 ? 'A mail' : `${facts.count} mails`} could not be sent, and ${facts.count === 1 ? 'is' : 'are'} not tried again.`,
    href: () => '/setup/mail',
    tone: 'warning',
  },
  'chat.crowded': {
    words: () =>
      'More than 60 new chats came from one network within an hour. Nobody is refused: a browser there works a moment before it begins another.',
    href: () => '/setup/chat/conversations?state=live',
    tone: 'info',
  },
  'reminder.due': {
    words: (facts) => `Reminder of a ${text(facts, 'what').toLowerCase()} of yours.`,
    href: toRecord,
    tone: 'info',
  },
  'record.given': {
    words: (facts) => `${text(facts, 'by')} gave you a ${text(facts, 'what').toLowerCase()}.`,
    href: toRecord,
    tone: 'info',
  },
  'job.finished': {
    words: (facts) =>
      `${FINISHED[String(facts.what)] ?? 'What you started'} is finished${typeof facts.rows === 'number' ? `: ${counted(facts.rows)}` : ''}.`,
    href: ({ module, subjectId }) => (module ? `/m/${module}/import/${subjectId}` : '/setup/export'),
    tone: 'info',
  },
} as const satisfies Record<string, KindOfNotice>;
