import type { Metadata } from 'next';
import { DepartmentList } from '@/components/chat/setup/departments/department-list';
import { ChatSetupHeader } from '@/components/chat/setup/header';
import { listDepartments } from '@/lib/chat/setup/departments';
import { listOperatorChoices } from '@/lib/chat/setup/operator-choices';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Chat departments' };

export default function DepartmentsPage() {
  return page(async (ctx) => {
    const [departments, operators] = await Promise.all([listDepartments(ctx), listOperatorChoices(ctx)]);
    return (
      <>
        <ChatSetupHeader rights={ctx.rights} />
        <DepartmentList departments={departments} operators={operators} />
      </>
    );
  });
}
