import { type ChatSettings, DEFAULT_CHAT_SETTINGS, ROUTINGS } from '@/lib/chat/setup/settings-schema';

export const NUMBERS = [
  'offerSeconds',
  'missedAfterSeconds',
  'idleMinutes',
  'visitorDays',
  'maxFileMegabytes',
] as const;

/** What the form says, as the verb takes it; what is no number is left for the server to name. Pure. */
export function readSettings(form: FormData): Omit<ChatSettings, 'retentionDays'> {
  const number = (name: (typeof NUMBERS)[number]) => Number(String(form.get(name) ?? '').trim() || Number.NaN);
  return {
    routing: ROUTINGS.find((one) => one === form.get('routing')) ?? DEFAULT_CHAT_SETTINGS.routing,
    offerSeconds: number('offerSeconds'),
    missedAfterSeconds: number('missedAfterSeconds'),
    idleMinutes: number('idleMinutes'),
    visitorDays: number('visitorDays'),
    ownTexts: String(form.get('ownTexts') ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    maxFileMegabytes: number('maxFileMegabytes'),
    fileTypes: form.getAll('fileTypes').map(String),
    wordSearch: form.get('wordSearch') !== null,
  };
}
