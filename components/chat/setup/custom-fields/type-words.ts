import type { CustomType } from '@/lib/chat/setup/custom-fields';

export const TYPE_WORDS: Record<CustomType, string> = {
  text: 'Text',
  number: 'Number',
  boolean: 'True or false',
  date: 'Date',
};
