import { LoadingAudit } from '@/components/audit/loading-audit';

export default LoadingAudit;
