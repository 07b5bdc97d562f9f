import { counted } from '@/components/ui/counted';
import type { ScannerFlow } from '@/lib/admin/settings/compliance/scanner-flow';
import type { FlowRow } from './flow-row';

/** The file scanner, which sees each file that is taken, whole. Pure. */
export function rowOfScanner({ place, agreement, closed, files, capped, lastAt }: ScannerFlow): FlowRow {
  const takes = place.is === 'own' || (place.is === 'outside' && !closed);
  return {
    key: 'file_scanner',
    name: 'File scanner',
    href: null,
    kind: 'Looks at files for viruses',
    connected: place.is === 'none' ? 'None is set up.' : `${place.address}, ${WHERE[place.is]}.`,
    direction: 'Out',
    look: closed ? 'closed' : takes ? 'whole' : 'resting',
    inWords: closed ? 'Closed: no file is taken' : takes ? WORDS[place.is] : 'Nothing is sent now',
    modules: 'Live chat, attachments',
    sent: takes ? 'Every file, whole, as it is taken' : 'None',
    withheld: closed ? 'Every file' : 'None',
    notSent: whyNot(place.is, closed),
    agreement: place.is === 'outside' ? agreement : 'not asked',
    lastAt,
    times: files,
    timesInWords: `${counted(files, 'file')} scanned in 30 days${capped ? ', of the last 10,000 taken' : ''}`,
  };
}

const WHERE = {
  own: 'in your own network',
  outside: 'outside your own network',
  nowhere: 'a name that leads nowhere now',
} as const;

const WORDS = { none: '', nowhere: '', own: 'Whole, in your own network', outside: 'Whole' } as const;

function whyNot(is: ScannerFlow['place']['is'], closed: boolean): string[] {
  if (is === 'none') return ['All: files are taken and not looked at.'];
  if (is === 'nowhere') return ['All: no file is taken while it cannot be reached.'];
  return closed ? ['All: it is outside, and no agreement in force covers it.'] : [];
}
