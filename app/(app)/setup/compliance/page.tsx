import { redirect } from 'next/navigation';

/** HIPAA is the only kind of compliance there is. */
export default function CompliancePage() {
  redirect('/setup/compliance/hipaa');
}
