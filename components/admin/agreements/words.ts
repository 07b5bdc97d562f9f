/** What the screens about agreements say of kinds and states. Pure. */
import type { BadgeTone } from '@/components/ui/badge';
import type { CoverDto } from '@/lib/admin/agreements/queries';
import type { AgreementStatus } from '@/lib/admin/agreements/status';

interface Look {
  tone: BadgeTone;
  label: string;
  /** What is to be done, where something is. */
  hint: string | null;
}

export const STATUS: Readonly<Record<AgreementStatus, Look>> = {
  draft: {
    tone: 'neutral',
    label: 'Draft',
    hint: 'It covers nothing yet. Send it for signing, or upload the file that both have signed.',
  },
  sent: { tone: 'accent', label: 'Sent', hint: 'It covers nothing until the other side has signed.' },
  waits: {
    tone: 'warning',
    label: 'Waits for a second person',
    hint: 'Both have signed. It covers nothing until a second administrator or an officer confirms it under Approvals.',
  },
  stopped: {
    tone: 'warning',
    label: 'Not in force',
    hint: 'Both have signed, and a second person stopped it. It covers nothing.',
  },
  to_come: { tone: 'neutral', label: 'Not begun', hint: 'It covers nothing before its first day.' },
  in_force: { tone: 'success', label: 'In force', hint: null },
  widening: {
    tone: 'success',
    label: 'In force',
    hint: 'It covers what stands below. More waits for a second administrator or an officer to confirm it under Approvals.',
  },
  ended: {
    tone: 'danger',
    label: 'Ended',
    hint: 'What it covered gets no health data any more. Edit it to prolong it.',
  },
  withdrawn: { tone: 'neutral', label: 'Withdrawn', hint: 'It covers nothing any more. Its papers stay.' },
  changed: {
    tone: 'danger',
    label: 'Changed outside Careledger',
    hint: 'It covers nothing. Withdraw it and add a new one.',
  },
};

const PROBLEMS = {
  moved: 'its address, settings or credentials are others by now, so it is not covered',
  ended: 'it has ended',
};

/** "Mailing list (https://lists.example)". */
export function coverInWords({ name, place, problem }: CoverDto): string {
  const at = place ? ` (${place})` : '';
  const sentence = name.startsWith('the ') ? `${name[0]?.toUpperCase()}${name.slice(1)}` : name;
  return `${sentence}${at}${problem ? `: ${PROBLEMS[problem]}` : ''}`;
}

export const endInWords = (endsOn: string | null): string => endsOn ?? 'Until withdrawn';
