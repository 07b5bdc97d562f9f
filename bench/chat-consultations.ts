/**
 * Consultations that other people published, as turns: MTS-Dialog and ACI-Bench (CSV, a dialogue a cell) and PriMock57
 * (JSON lines, an utterance each). Without a folder, the small sample that the repository carries.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { MAX_MESSAGE } from '@/lib/chat/messages/schemas';
import sample from '@/lib/tools/seed/fixtures/consultations.json' with { type: 'json' };

export interface Turn {
  who: 'visitor' | 'operator';
  text: string;
}

/** A speaker before what they say: `[doctor] …` or `Doctor: …`. */
const LABEL = /^\s*(?:\[([a-z_ ]+)\]|([A-Za-z_0-9]+):)\s*/;
const CLINICIAN = /^(doc|guest_clini)/i;

/** @param folder of the sets; absent: the sample */
export function readConsultations(folder: string | undefined): Turn[][] {
  const all = folder ? [...dialogues(folder), ...utterances(folder)] : (sample as Turn[][]);
  return all.map((turns) => turns.flatMap(inPieces)).filter((turns) => turns.length > 0);
}

const filesIn = (folder: string, pattern: RegExp): string[] =>
  (readdirSync(folder, { recursive: true }) as string[]).sort().filter((path) => pattern.test(path));

function dialogues(folder: string): Turn[][] {
  return filesIn(folder, /\.csv$/).flatMap((file) => {
    const rows: { dialogue?: string }[] = parse(readFileSync(join(folder, file)), { columns: true, bom: true });
    return rows.flatMap(({ dialogue }) => (dialogue ? [turnsOf(dialogue)] : []));
  });
}

function turnsOf(dialogue: string): Turn[] {
  const turns: Turn[] = [];
  for (const line of dialogue.split(/\r?\n/)) {
    const label = LABEL.exec(line);
    const last = turns.at(-1);
    if (label || !last) {
      const who = CLINICIAN.test((label?.[1] ?? label?.[2] ?? '').trim()) ? 'operator' : 'visitor';
      turns.push({ who, text: line.slice(label?.[0].length ?? 0) });
    } else last.text += `\n${line}`;
  }
  return turns;
}

function utterances(folder: string): Turn[][] {
  const byConsultation = new Map<string, Turn[]>();
  for (const file of filesIn(folder, /utterances\.jsonl$/)) {
    for (const line of readFileSync(join(folder, file), 'utf8').trim().split('\n')) {
      const { consultation, speaker, text } = JSON.parse(line);
      const turns = byConsultation.get(consultation) ?? [];
      byConsultation.set(consultation, turns);
      turns.push({ who: speaker === 'doctor' ? 'operator' : 'visitor', text });
    }
  }
  return [...byConsultation.values()];
}

/** What is longer than a message may be, as the writer would send it: in several, cut between words. */
function inPieces({ who, text }: Turn): Turn[] {
  const pieces: Turn[] = [];
  let rest = text.trim();
  while (rest.length > MAX_MESSAGE) {
    const cut = rest.lastIndexOf(' ', MAX_MESSAGE);
    const end = cut > 0 ? cut : MAX_MESSAGE - 1;
    pieces.push({ who, text: rest.slice(0, end) });
    rest = rest.slice(end).trim();
  }
  return rest === '' ? pieces : [...pieces, { who, text: rest }];
}
