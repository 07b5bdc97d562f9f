/** Business hours as a form shows them: a day is open or not, and midnight as an end is 00:00. Pure. */
import type { BrandSettings } from '@/lib/chat/setup/brand-schema';

export type Day = BrandSettings['businessHours']['days'][number];

/** Sunday first, as stored. */
export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

export const isOpenDay = ({ from, to }: Day): boolean => from !== to;

export const openedDay = (open: boolean): Day =>
  open ? { from: '09:00', to: '17:00' } : { from: '00:00', to: '00:00' };

/** For a time input, which knows no 24:00. */
export const shownEnd = ({ to }: Day): string => (to >= '24:00' ? '00:00' : to);

export const endOf = (given: string): string => (given === '00:00' ? '24:00' : given);
