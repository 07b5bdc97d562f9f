import { LoadingAudit } from '@/components/admin/audit/loading-audit';

export default LoadingAudit;
