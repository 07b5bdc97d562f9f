import type { Member } from '@/lib/people/users/sharing/parties';

/** "Olga Operator", "Role Nurses", "Role Nurses and below". */
export function memberLabel({ kind, name }: Pick<Member, 'kind'> & { name: string }): string {
  switch (kind) {
    case 'person':
      return name;
    case 'role':
      return `Role ${name.trim()}`;
    case 'role_below':
      return `Role ${name.trim()} and below`;
  }
}
