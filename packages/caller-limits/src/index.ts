export {
  createLimiter,
  type Count,
  type Limited,
  type Limiter,
  LIMITER_BUDGET,
  type LogOutage,
} from './limiter.ts';
export {
  MAX_CALLER_LENGTH,
  type PolicyName,
  QuotaClaims,
  QuotaEnv,
  type Quotas,
  toClaims,
  toQuotas,
  withOwnQuotas,
} from './policies.ts';
export { limitExceeded, limitHeader, policyHeader, type Usage } from './usage.ts';
