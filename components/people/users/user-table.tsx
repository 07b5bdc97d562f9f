import { Badge } from '@/components/ui/badge';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { UserDto } from '@/lib/people/users/queries';
import type { UserAct } from './user-acts';
import { UserMenu } from './user-menu';

export interface UserTableProps {
  users: readonly UserDto[];
  ownId: string;
  onAct: (act: UserAct) => void;
}

/** Users, what they may and when they were here last. */
export function UserTable({ users, ownId, onAct }: UserTableProps) {
  return (
    <Table label="Users">
      <TableHead>
        <tr>
          <TableHeader>Name</TableHeader>
          <TableHeader>Email</TableHeader>
          <TableHeader>Profile</TableHeader>
          <TableHeader>Role</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader>Last signed in</TableHeader>
          <TableHeader>
            <span className="sr-only">Actions</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {users.map((user) => (
          <TableRow key={user.id}>
            <TableCell className="font-medium">{user.name}</TableCell>
            <TableCell>{user.email}</TableCell>
            <TableCell>{user.profile}</TableCell>
            <TableCell>{user.role}</TableCell>
            <TableCell>
              <span className="flex flex-wrap gap-1">
                <Badge tone={user.active ? 'success' : 'neutral'}>{user.active ? 'Active' : 'Deactivated'}</Badge>
                {user.dormant ? <Badge tone="warning">Dormant</Badge> : null}
                {user.waits ? <Badge tone="warning">Waits for a second person</Badge> : null}
              </span>
            </TableCell>
            <TableCell>
              {user.lastSignInAt ? <Time value={user.lastSignInAt} /> : <span className="text-muted">Never</span>}
            </TableCell>
            <TableCell align="right">
              <UserMenu user={user} isSelf={user.id === ownId} onAct={onAct} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
