import type { Id } from '@/lib/platform/ids';

export const brandPath = (id: Id): string => `/setup/chat/brands/${id}`;

export const snippetPath = (id: Id): string => `/setup/chat/snippet?brand=${id}`;
